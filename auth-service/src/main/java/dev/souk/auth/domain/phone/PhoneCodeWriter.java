package dev.souk.auth.domain.phone;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.Mail;
import dev.souk.auth.domain.MailRequest;
import dev.souk.auth.domain.MailWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes text messages with codes, as mails to a gateway that makes text messages of them. The code
 * is made for each attempt and its hash stored before the message leaves; nobody but the message
 * has it.
 */
public final class PhoneCodeWriter implements MailWriter {
  private static final int CODES = 1_000_000;
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final PhoneCodes codes;
  private final CodeHashes hashes;
  private final Accounts accounts;
  private final String gatewayDomain;
  private final SecureRandom random;

  /**
   * Writes to a gateway.
   *
   * @param gatewayDomain what follows the number and the @ in its addresses
   */
  public PhoneCodeWriter(
      PhoneCodes codes,
      CodeHashes hashes,
      Accounts accounts,
      String gatewayDomain,
      SecureRandom random) {
    this.codes = codes;
    this.hashes = hashes;
    this.accounts = accounts;
    this.gatewayDomain = gatewayDomain;
    this.random = random;
  }

  @Override
  public Optional<Mail> write(MailRequest request, Instant now) {
    boolean isTooLate = request.createTime().plus(LIFETIME).isBefore(now);
    if (isTooLate || accounts.byId(request.userId()).filter(Account::active).isEmpty()) {
      return Optional.empty();
    }
    String code = "%06d".formatted(random.nextInt(CODES));
    codes.issue(
        new PhoneCode(
            request.userId(),
            request.address(),
            request.id(),
            hashes.of(purpose(request.id(), request.address()), code),
            now.plus(LIFETIME)));
    return Optional.of(
        Mail.plain(
            request.address() + "@" + gatewayDomain,
            "Your code",
            code + " is your Souk code, for 10 minutes. Tell it to nobody.\n"));
  }

  static String purpose(String requestId, String phone) {
    return requestId + " " + phone;
  }
}

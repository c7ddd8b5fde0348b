package dev.souk.auth.domain.phone;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.MailPurpose;
import dev.souk.auth.domain.RequestMail;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;

/**
 * Gives an account the telephone number that a code was sent to. A try counts before anybody
 * compares, and a code is taken out of use before it does what it is good for; it is put back when
 * that fails.
 *
 * <p>Errors: {@code CODE_INVALID} for a wrong code, one that was used, has expired or never was,
 * another number, and for every code after five tries; {@code PHONE_TAKEN}, {@code CONTENTION}.
 */
public final class VerifyPhone {
  private static final int TRIES = 5;

  private final PhoneCodes codes;
  private final CodeHashes hashes;
  private final Accounts accounts;
  private final RequestMail mails;
  private final Clock clock;

  /** Verifies for accounts of user-service. */
  public VerifyPhone(
      PhoneCodes codes, CodeHashes hashes, Accounts accounts, RequestMail mails, Clock clock) {
    this.codes = codes;
    this.hashes = hashes;
    this.accounts = accounts;
    this.mails = mails;
    this.clock = clock;
  }

  /**
   * Uses the account's code.
   *
   * @param phone the number that it was sent to, or empty
   */
  public void verify(String userId, String phone, String code) {
    PhoneCode sent =
        codes.beginTry(userId, TRIES, clock.instant()).orElseThrow(SignInErrors::codeInvalid);
    boolean isRight = isOf(sent, code.strip()) && (phone.isEmpty() || phone.equals(sent.phone()));
    if (!isRight || !codes.take(sent, clock.instant())) {
      throw SignInErrors.codeInvalid();
    }
    Account before = accounts.byId(userId).orElseThrow(() -> Errors.notFound("user", userId));
    try {
      accounts.verifyPhone(userId, sent.phone());
    } catch (ApiException e) {
      codes.giveBack(sent);
      throw e;
    }
    if (!before.phone().equals(sent.phone())) {
      mails.notice(MailPurpose.PHONE_CHANGED, before);
    }
  }

  private boolean isOf(PhoneCode sent, String code) {
    String hash = hashes.of(PhoneCodeWriter.purpose(sent.requestId(), sent.phone()), code);
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), sent.hash().getBytes(StandardCharsets.US_ASCII));
  }
}

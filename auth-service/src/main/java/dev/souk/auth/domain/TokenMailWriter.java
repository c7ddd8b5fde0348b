package dev.souk.auth.domain;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes mails with tokens. Only here is it looked up whether an account has the address, so that
 * who asks cannot tell by the answer or by the time it takes. A token is made for each attempt and
 * stored before the mail leaves; nobody but the mail has it.
 */
public final class TokenMailWriter implements MailWriter {
  private final MailRequests requests;
  private final Accounts accounts;
  private final TokenMails mails;
  private final SecureRandom random;

  /** Writes to accounts of user-service. */
  public TokenMailWriter(
      MailRequests requests, Accounts accounts, TokenMails mails, SecureRandom random) {
    this.requests = requests;
    this.accounts = accounts;
    this.mails = mails;
    this.random = random;
  }

  @Override
  public Optional<Mail> write(MailRequest request, Instant now) {
    return account(request)
        .map(account -> {
          OneTimeToken token = OneTimeToken.random(random);
          Instant expireTime = now.plus(mails.lifetime(request.purpose()));
          requests.issue(request.id(), account.id(), token, expireTime);
          return mails.mail(request.purpose(), recipient(request, account), token);
        });
  }

  private Optional<Account> account(MailRequest request) {
    Optional<Account> found =
        request.purpose() == MailPurpose.EMAIL_CHANGE
            ? accounts.byId(request.userId())
            : accounts.byEmail(request.address());
    return found.filter(account -> account.active() && isWanted(account, request));
  }

  private static boolean isWanted(Account account, MailRequest request) {
    return switch (request.purpose()) {
      case EMAIL_VERIFICATION -> !account.emailVerified();
      case EMAIL_CHANGE -> account.pendingEmail().equalsIgnoreCase(request.address());
      default -> true;
    };
  }

  private static String recipient(MailRequest request, Account account) {
    return request.purpose() == MailPurpose.EMAIL_CHANGE ? account.pendingEmail() : account.email();
  }
}

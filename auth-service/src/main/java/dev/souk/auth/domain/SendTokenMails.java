package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mails that were asked for, each at least once, in as many instances as there are.
 *
 * <p>Only here is it looked up whether an account has the address, so that who asks cannot tell by
 * the answer or by the time it takes. A token is made for each attempt and stored before the mail
 * leaves; nobody but the mail has it.
 */
public final class SendTokenMails {
  private static final Logger log = LoggerFactory.getLogger(SendTokenMails.class);
  private static final int MAILS_IN_WINDOW = 5;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  private final MailRequests requests;
  private final Accounts accounts;
  private final TokenMails mails;
  private final Mailer mailer;
  private final SecureRandom random;
  private final Clock clock;

  /** Sends to accounts of user-service. */
  public SendTokenMails(
      MailRequests requests,
      Accounts accounts,
      TokenMails mails,
      Mailer mailer,
      SecureRandom random,
      Clock clock) {
    this.requests = requests;
    this.accounts = accounts;
    this.mails = mails;
    this.mailer = mailer;
    this.random = random;
    this.clock = clock;
  }

  /** Sends all that is due. What cannot be sent now stays, to be tried again later. */
  public void sendDue() {
    Optional<MailRequest> due = requests.takeDue(clock.instant());
    while (due.isPresent()) {
      attempt(due.get());
      due = requests.takeDue(clock.instant());
    }
  }

  private void attempt(MailRequest request) {
    try {
      deal(request);
    } catch (ApiException e) {
      log.warn("mail {}, attempt {}: {}", request.id(), request.attempts(), e.getMessage());
    }
  }

  private void deal(MailRequest request) {
    Instant now = clock.instant();
    Optional<Account> recipient =
        isTooLate(request, now) || isOneTooMany(request, now)
            ? Optional.empty()
            : accounts.byEmail(request.email()).filter(account -> isFor(account, request));
    if (recipient.isPresent()) {
      send(request, recipient.get(), now);
    } else {
      requests.remove(request.id());
    }
  }

  private void send(MailRequest request, Account recipient, Instant now) {
    OneTimeToken token = OneTimeToken.random(random);
    Instant expireTime = now.plus(mails.lifetime(request.purpose()));
    requests.issue(request.id(), recipient.id(), token, expireTime);
    mailer.send(mails.mail(request.purpose(), recipient.email(), token));
    requests.sent(request.id(), now);
  }

  private static boolean isFor(Account account, MailRequest request) {
    boolean done = request.purpose() == TokenPurpose.EMAIL_VERIFICATION && account.emailVerified();
    return account.active() && !done;
  }

  private static boolean isTooLate(MailRequest request, Instant now) {
    return request.createTime().plus(GIVEN_UP_AFTER).isBefore(now);
  }

  /** Nobody's inbox is to be flooded in the shop's name. */
  private boolean isOneTooMany(MailRequest request, Instant now) {
    return requests.sentSince(request.purpose(), request.email(), now.minus(WINDOW))
        >= MAILS_IN_WINDOW;
  }
}

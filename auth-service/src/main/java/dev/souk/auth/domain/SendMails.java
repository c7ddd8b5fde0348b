package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the mails that were asked for, each at least once, in as many instances as there are. */
public final class SendMails {
  private static final Logger log = LoggerFactory.getLogger(SendMails.class);
  private static final int MAILS_IN_WINDOW = 5;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  private final MailRequests requests;
  private final MailWriter tokens;
  private final MailWriter codes;
  private final MailWriter notices;
  private final Mailer mailer;
  private final Clock clock;

  /** Sends what the writers write. */
  public SendMails(
      MailRequests requests,
      MailWriter tokens,
      MailWriter codes,
      MailWriter notices,
      Mailer mailer,
      Clock clock) {
    this.requests = requests;
    this.tokens = tokens;
    this.codes = codes;
    this.notices = notices;
    this.mailer = mailer;
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
    Optional<Mail> mail =
        isTooLate(request, now) || isOneTooMany(request, now)
            ? Optional.empty()
            : writer(request.purpose()).write(request, now);
    if (mail.isPresent()) {
      mailer.send(mail.get());
      requests.sent(request.id(), now);
    } else {
      requests.remove(request.id());
    }
  }

  private MailWriter writer(MailPurpose purpose) {
    return switch (purpose) {
      case PASSWORD_RESET, EMAIL_VERIFICATION, EMAIL_CHANGE -> tokens;
      case PHONE_CODE -> codes;
      case EMAIL_CHANGE_ASKED,
          EMAIL_CHANGED,
          PHONE_CHANGED,
          TOTP_ENABLED,
          TOTP_DISABLED,
          NEW_DEVICE ->
          notices;
    };
  }

  private static boolean isTooLate(MailRequest request, Instant now) {
    return request.createTime().plus(GIVEN_UP_AFTER).isBefore(now);
  }

  /** Nobody's inbox is to be flooded in the shop's name. */
  private boolean isOneTooMany(MailRequest request, Instant now) {
    return requests.sentSince(request.purpose(), request.address(), now.minus(WINDOW))
        >= MAILS_IN_WINDOW;
  }
}

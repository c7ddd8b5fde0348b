package dev.souk.auth.domain;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The mails that tell owners of accounts what was done with them: should it have been somebody
 * else, they learn of it. They carry no token, and nothing that anybody has typed.
 */
public final class NoticeMails implements MailWriter {
  private static final String OTHERWISE = "If it was not you, set a new password at once: ";

  private final URI storefront;

  /** Notices of a shop. */
  public NoticeMails(URI storefront) {
    this.storefront = storefront;
  }

  @Override
  public Optional<Mail> write(MailRequest request, Instant now) {
    Notice notice = notice(request.purpose());
    String link = storefront.resolve("/forgot-password").toString();
    String text = String.join("\n\n", notice.fact, OTHERWISE + link) + "\n";
    String html =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body><p>%s</p><p>%s<a href="%s">%s</a></p></body></html>
        """
            .formatted(notice.subject, notice.fact, OTHERWISE, link, link);
    return Optional.of(new Mail(request.address(), notice.subject, text, html));
  }

  private record Notice(String subject, String fact) {}

  private static Notice notice(MailPurpose purpose) {
    return switch (purpose) {
      case TOTP_ENABLED ->
          new Notice(
              "Two-step sign-in is on",
              "Signing in to your account now takes a code of an authenticator app too. Every other"
                  + " device was signed out.");
      case NEW_DEVICE ->
          new Notice(
              "A new device signed in",
              "Somebody signed in to your account with a device that it was not used with before.");
      case TOTP_DISABLED ->
          new Notice(
              "Two-step sign-in is off",
              "Signing in to your account no longer takes a code of an authenticator app. Every"
                  + " other device was signed out.");
      case EMAIL_CHANGE_ASKED ->
          new Notice(
              "Your e-mail address is about to change",
              "Somebody asked to use another e-mail address for your account. Until it is confirmed"
                  + " there, the account keeps this one.");
      case EMAIL_CHANGED ->
          new Notice(
              "Your e-mail address has changed",
              "Your account has another e-mail address now; this one no longer signs in.");
      case PHONE_CHANGED ->
          new Notice(
              "Your telephone number has changed",
              "Your account has another telephone number now, which can be used to sign in.");
      case PASSWORD_RESET, EMAIL_VERIFICATION, EMAIL_CHANGE, PHONE_CODE ->
          throw new IllegalArgumentException(purpose + " is no notice");
    };
  }
}

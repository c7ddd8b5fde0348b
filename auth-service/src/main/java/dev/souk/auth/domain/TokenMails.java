package dev.souk.auth.domain;

import java.net.URI;
import java.time.Duration;

/**
 * The mails that carry tokens. They hold nothing that a user has typed: whoever signs up with
 * somebody else's address must not write to them in the shop's name.
 */
public final class TokenMails {
  private final URI storefront;
  private final Duration resetLifetime;
  private final Duration verificationLifetime;

  /**
   * Mails of a shop.
   *
   * @param storefront where its pages are; they send the token in a link to the API
   * @param resetLifetime how long a token that sets a password can be used
   * @param verificationLifetime how long one that verifies an address can be used
   */
  public TokenMails(URI storefront, Duration resetLifetime, Duration verificationLifetime) {
    this.storefront = storefront;
    this.resetLifetime = resetLifetime;
    this.verificationLifetime = verificationLifetime;
  }

  /** How long a token for the purpose can be used. */
  Duration lifetime(MailPurpose purpose) {
    return switch (purpose) {
      case PASSWORD_RESET -> resetLifetime;
      case EMAIL_VERIFICATION, EMAIL_CHANGE -> verificationLifetime;
      default -> throw without(purpose);
    };
  }

  /** The mail with the token. */
  Mail mail(MailPurpose purpose, String recipient, OneTimeToken token) {
    return switch (purpose) {
      case PASSWORD_RESET ->
          mail(
              recipient,
              "Set a new password",
              "Somebody asked to set a new password for the account with this address.",
              link("reset-password", token),
              "If it was not you, there is nothing to do: your password stays as it is.",
              resetLifetime);
      case EMAIL_VERIFICATION ->
          mail(
              recipient,
              "Confirm your e-mail address",
              "Please confirm that this is your e-mail address.",
              link("verify-email", token),
              "If you did not sign up, there is nothing to do.",
              verificationLifetime);
      case EMAIL_CHANGE ->
          mail(
              recipient,
              "Confirm your new e-mail address",
              "Somebody asked to use this address for their account from now on.",
              link("verify-email", token),
              "If it was not you, there is nothing to do.",
              verificationLifetime);
      default -> throw without(purpose);
    };
  }

  private static IllegalArgumentException without(MailPurpose purpose) {
    return new IllegalArgumentException(purpose + " has no token");
  }

  /** The token stands behind the #: browsers send that to no server, so no log has it. */
  private String link(String page, OneTimeToken token) {
    return storefront.resolve("/" + page) + "#token=" + token.text();
  }

  private static Mail mail(
      String recipient,
      String subject,
      String reason,
      String link,
      String otherwise,
      Duration life) {
    String use = "The link can be used once, within " + words(life) + ".";
    String text = String.join("\n\n", reason, link, use, otherwise) + "\n";
    String html =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body><p>%s</p><p><a href="%s">%s</a></p><p>%s</p><p>%s</p></body></html>
        """
            .formatted(subject, reason, link, subject, use, otherwise);
    return new Mail(recipient, subject, text, html);
  }

  private static String words(Duration life) {
    return life.toHours() >= 2 ? life.toHours() + " hours" : life.toMinutes() + " minutes";
  }
}

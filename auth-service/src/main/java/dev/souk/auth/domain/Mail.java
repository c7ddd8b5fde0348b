package dev.souk.auth.domain;

/**
 * A mail.
 *
 * @param recipient the e-mail address
 * @param subject one line
 * @param text for readers that show no HTML
 * @param html the same as HTML, or empty when it is text alone
 */
public record Mail(String recipient, String subject, String text, String html) {
  /** A mail that is text alone. */
  public static Mail plain(String recipient, String subject, String text) {
    return new Mail(recipient, subject, text, "");
  }

  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}

package dev.souk.auth.domain;

/**
 * A mail.
 *
 * @param recipient the address
 * @param subject one line
 * @param text for readers that show no HTML
 * @param html the same as HTML
 */
public record Mail(String recipient, String subject, String text, String html) {
  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}

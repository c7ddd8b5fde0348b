package dev.souk.auth.domain;

/** Hands mails over to be delivered. */
@FunctionalInterface
public interface Mailer {
  /**
   * Returns once somebody else has taken the responsibility for the mail.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when nobody did
   */
  void send(Mail mail);
}

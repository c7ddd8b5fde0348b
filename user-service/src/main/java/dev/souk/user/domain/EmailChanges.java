package dev.souk.user.domain;

/** The mails that go with a change of address, which auth-service sends. */
@FunctionalInterface
public interface EmailChanges {
  /**
   * Has a token mailed to the address that the account is to have, and a notice to the one of now.
   *
   * @param sessionId the session that asks for it
   * @throws dev.souk.kit.error.ApiException {@code REAUTHENTICATION_REQUIRED}, {@code
   *     RATE_LIMITED}, {@code DEPENDENCY_UNAVAILABLE}
   */
  void request(String userId, String sessionId, EmailAddress pending);
}

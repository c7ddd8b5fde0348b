package dev.souk.auth.domain;

/**
 * What a token proves: that its holder receives mail at the address.
 *
 * @param requestId the request that it was made for
 * @param userId whose account had the address when the mail was sent
 * @param email the address
 */
public record MailedToken(String requestId, String userId, String email) {
  @Override
  public String toString() {
    return "MailedToken[requestId=" + requestId + "]";
  }
}

package dev.souk.auth.domain;

/**
 * What a token proves: that its holder receives mail at the address.
 *
 * @param requestId the request that it was made for
 * @param purpose what it is good for
 * @param userId whose account had the address, or was to have it, when the mail was sent
 * @param email the address
 */
public record MailedToken(String requestId, MailPurpose purpose, String userId, String email) {
  @Override
  public String toString() {
    return "MailedToken[requestId=" + requestId + "]";
  }
}

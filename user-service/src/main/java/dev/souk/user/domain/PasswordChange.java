package dev.souk.user.domain;

/**
 * What a user wants of their password.
 *
 * @param userId the account
 * @param currentPassword the one of now
 * @param newPassword the next one
 * @param keptSession the session that goes on
 */
public record PasswordChange(
    String userId, String currentPassword, String newPassword, String keptSession) {
  @Override
  public String toString() {
    return "PasswordChange[userId=" + userId + "]";
  }
}

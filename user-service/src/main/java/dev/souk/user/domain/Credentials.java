package dev.souk.user.domain;

/**
 * An account and what proves it.
 *
 * @param user the account
 * @param passwordHash PHC string
 */
public record Credentials(User user, String passwordHash) {
  boolean hasProvenPhone() {
    return user.contacts().phoneVerified();
  }

  @Override
  public String toString() {
    return "Credentials[user=" + user.id() + "]";
  }
}

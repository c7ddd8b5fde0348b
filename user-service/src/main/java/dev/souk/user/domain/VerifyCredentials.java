package dev.souk.user.domain;

import dev.souk.kit.error.SignInErrors;
import java.util.Optional;

/**
 * Tells whose password it is.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} for an unknown address or number, a wrong password and a
 * disabled account alike, each after the same work; {@code OVERLOADED}.
 */
public final class VerifyCredentials {
  private final Users users;
  private final Passwords passwords;

  /** Verifies against the accounts of the given store. */
  public VerifyCredentials(Users users, Passwords passwords) {
    this.users = users;
    this.passwords = passwords;
  }

  /** The active account with the address and the password. */
  public User verify(EmailAddress email, String password) {
    return verify(users.credentials(email), password);
  }

  /** The active account that the telephone number signs in to, with the password. */
  public User verifyByPhone(String phone, String password) {
    return verify(users.credentialsByPhone(phone), password);
  }

  private User verify(Optional<Credentials> stored, String password) {
    boolean matches = passwords.matches(password, stored.map(Credentials::passwordHash));
    Credentials proven =
        stored
            .filter(credentials -> matches && credentials.user().isActive())
            .orElseThrow(SignInErrors::invalidCredentials);
    if (passwords.isOutdated(proven.passwordHash())) {
      users.rehash(proven.user().id(), proven.passwordHash(), passwords.hash(password));
    }
    return proven.user();
  }
}

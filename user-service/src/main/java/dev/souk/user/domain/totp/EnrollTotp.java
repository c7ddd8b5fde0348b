package dev.souk.user.domain.totp;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.user.domain.Credentials;
import dev.souk.user.domain.Passwords;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes a secret for an authenticator app, which waits for its first code.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} for an unknown id, a disabled account and a wrong password
 * alike; {@code ILLEGAL_STATE} for an account that has a second factor; {@code OVERLOADED}.
 */
public final class EnrollTotp {
  private static final Duration OFFER_LIFETIME = Duration.ofHours(1);

  private final Users users;
  private final Passwords passwords;
  private final SecondFactors factors;
  private final SecretSeal seal;
  private final SecureRandom random;
  private final Clock clock;

  /** Enrols accounts of the given store. */
  public EnrollTotp(
      Users users,
      Passwords passwords,
      SecondFactors factors,
      SecretSeal seal,
      SecureRandom random,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.factors = factors;
    this.seal = seal;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A secret, and what the account signs in with.
   *
   * @param accountName the e-mail address, else the telephone number
   */
  public record Enrolment(TotpSecret secret, String accountName) {
    @Override
    public String toString() {
      return "Enrolment[...]";
    }
  }

  /**
   * A new secret of the account.
   *
   * @param password to be verified; absent where the caller knows otherwise that it is the owner
   */
  public Enrolment enroll(String userId, Optional<String> password) {
    User user = proven(userId, password);
    if (user.totpEnabled()) {
      throw Errors.illegalState("second factor", "on", List.of("off"));
    }
    TotpSecret secret = TotpSecret.random(random);
    factors.offer(userId, seal.seal(userId, secret), clock.instant().plus(OFFER_LIFETIME));
    return new Enrolment(
        secret, user.email().isPresent() ? user.email().text() : user.profile().phone());
  }

  private User proven(String userId, Optional<String> password) {
    Optional<Credentials> stored = users.credentialsById(userId);
    boolean matches =
        password.isEmpty()
            || passwords.matches(password.get(), stored.map(Credentials::passwordHash));
    return stored
        .map(Credentials::user)
        .filter(user -> matches && user.isActive())
        .orElseThrow(SignInErrors::invalidCredentials);
  }
}

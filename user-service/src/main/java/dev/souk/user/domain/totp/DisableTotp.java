package dev.souk.user.domain.totp;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.user.domain.Credentials;
import dev.souk.user.domain.OutdatedSessions;
import dev.souk.user.domain.Passwords;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Switches the second factor off, and ends the account's sessions but one.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} for an unknown id, a disabled account, a wrong password
 * and a wrong code alike; {@code ILLEGAL_STATE} for an account without a second factor; {@code
 * CONTENTION}, {@code OVERLOADED}.
 */
public final class DisableTotp {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final Passwords passwords;
  private final SecondFactors factors;
  private final VerifySecondFactor verification;
  private final OutdatedSessions sessions;
  private final Clock clock;

  /** Switches it off for accounts of the given store. */
  public DisableTotp(
      Users users,
      Passwords passwords,
      SecondFactors factors,
      VerifySecondFactor verification,
      OutdatedSessions sessions,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.factors = factors;
    this.verification = verification;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** The account without it. */
  public User disable(String userId, String password, String code, String keptSession) {
    Optional<Credentials> stored = users.credentialsById(userId);
    boolean matches = passwords.matches(password, stored.map(Credentials::passwordHash));
    Credentials proven =
        stored
            .filter(credentials -> matches && credentials.user().isActive())
            .orElseThrow(SignInErrors::invalidCredentials);
    if (!proven.user().totpEnabled()) {
      throw Errors.illegalState("second factor", "off", List.of("on"));
    }
    User disabled = store(verification.verify(userId, code), keptSession);
    sessions.end(disabled);
    return disabled;
  }

  private User store(User verified, String keptSession) {
    User user = verified;
    for (int attempt = 0; attempt < ATTEMPTS && user.totpEnabled(); attempt++) {
      User next = user.withTotp(false, keptSession, clock.instant());
      if (factors.remove(next)) {
        return next;
      }
      user = users.byId(user.id()).orElseThrow(SignInErrors::invalidCredentials);
    }
    throw Errors.contention("user");
  }
}

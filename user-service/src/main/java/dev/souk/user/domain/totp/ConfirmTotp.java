package dev.souk.user.domain.totp;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.user.domain.OutdatedSessions;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;

/**
 * Switches the second factor on once a first code shows that an app has the secret, and ends the
 * account's sessions but one: none of the others was opened with it.
 *
 * <p>Errors: {@code CODE_INVALID}, {@code ILLEGAL_STATE} when nothing waits to be confirmed, {@code
 * CONTENTION}.
 */
public final class ConfirmTotp {
  private static final int ATTEMPTS = 10;
  private static final long NONE_USED = -1;

  private final Users users;
  private final SecondFactors factors;
  private final SecretSeal seal;
  private final OutdatedSessions sessions;
  private final SecureRandom random;
  private final Clock clock;

  /** Confirms for accounts of the given store. */
  public ConfirmTotp(
      Users users,
      SecondFactors factors,
      SecretSeal seal,
      OutdatedSessions sessions,
      SecureRandom random,
      Clock clock) {
    this.users = users;
    this.factors = factors;
    this.seal = seal;
    this.sessions = sessions;
    this.random = random;
    this.clock = clock;
  }

  /**
   * An account with its new second factor.
   *
   * @param recoveryCodes told here and never again
   */
  public record Confirmed(User user, List<RecoveryCode> recoveryCodes) {}

  /** Confirms the secret that was offered last. */
  public Confirmed confirm(String userId, String code, String keptSession) {
    String sealed =
        factors
            .offered(userId, clock.instant())
            .orElseThrow(
                () -> Errors.illegalState("second factor", "not waiting for a code", List.of()));
    OptionalLong step =
        Totp.match(seal.open(userId, sealed), code.strip(), clock.instant(), NONE_USED);
    if (step.isEmpty()) {
      throw SignInErrors.codeInvalid();
    }
    List<RecoveryCode> codes = RecoveryCode.random(random);
    User confirmed = store(userId, sealed, step.getAsLong(), codes, keptSession);
    sessions.end(confirmed);
    return new Confirmed(confirmed, codes);
  }

  private User store(
      String userId, String sealed, long step, List<RecoveryCode> codes, String keptSession) {
    List<String> hashes = codes.stream().map(RecoveryCode::hash).toList();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user =
          users
              .byId(userId)
              .filter(User::isActive)
              .orElseThrow(() -> Errors.notFound("user", userId));
      User next = user.withTotp(true, keptSession, clock.instant());
      if (factors.confirm(next, sealed, step, hashes)) {
        return next;
      }
    }
    throw Errors.contention("user");
  }
}

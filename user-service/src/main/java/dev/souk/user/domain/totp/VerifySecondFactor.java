package dev.souk.user.domain.totp;

import dev.souk.kit.error.SignInErrors;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * Tells whether a code is one of the account's app, or one of its recovery codes, and uses it up.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} for an unknown id, a disabled account, one without a
 * second factor and a wrong code alike.
 */
public final class VerifySecondFactor {
  private final Users users;
  private final SecondFactors factors;
  private final SecretSeal seal;
  private final Clock clock;

  /** Verifies for accounts of the given store. */
  public VerifySecondFactor(Users users, SecondFactors factors, SecretSeal seal, Clock clock) {
    this.users = users;
    this.factors = factors;
    this.seal = seal;
    this.clock = clock;
  }

  /** The account whose code it is. */
  public User verify(String userId, String code) {
    User user =
        users.byId(userId).filter(User::isActive).orElseThrow(SignInErrors::invalidCredentials);
    if (!isCurrent(userId, code.strip())
        && !factors.useRecoveryCode(userId, new RecoveryCode(code).hash())) {
      throw SignInErrors.invalidCredentials();
    }
    return user;
  }

  private boolean isCurrent(String userId, String code) {
    return factors
        .of(userId)
        .filter(factor -> {
          TotpSecret secret = seal.open(userId, factor.sealedSecret());
          OptionalLong step = Totp.match(secret, code, clock.instant(), factor.lastStep());
          return step.isPresent()
              && factors.useStep(userId, factor.sealedSecret(), step.getAsLong());
        })
        .isPresent();
  }
}

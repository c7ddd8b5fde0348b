package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.OneTimeToken;
import dev.souk.kit.error.SignInErrors;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Asks for the second factor where an account has one. */
public final class ChallengeSecondFactor {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final LoginChallenges challenges;
  private final SecureRandom random;
  private final Clock clock;

  /** Keeps what it asked in the given store. */
  public ChallengeSecondFactor(LoginChallenges challenges, SecureRandom random, Clock clock) {
    this.challenges = challenges;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The account, whose password was right, when that is all it takes.
   *
   * @throws dev.souk.kit.error.ApiException {@code TOTP_REQUIRED} with a challenge when it is not
   */
  public Account unlessNeeded(Account account, WantedSession wanted) {
    if (!account.totpEnabled()) {
      return account;
    }
    OneTimeToken token = OneTimeToken.random(random);
    challenges.add(
        token,
        new LoginChallenge(account.id(), account.etag(), wanted, clock.instant().plus(LIFETIME)));
    throw SignInErrors.totpRequired(token.text());
  }
}

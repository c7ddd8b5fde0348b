package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.OneTimeToken;
import java.time.Instant;
import java.util.Optional;

/** The sign-ins that wait for a second factor. */
public interface LoginChallenges {
  /** Adds one, under the hash of the token. */
  void add(OneTimeToken token, LoginChallenge challenge);

  /** The one that was answered with the token, if it can still be met. */
  Optional<LoginChallenge> find(OneTimeToken token, Instant now);

  /** Removes it. Of several calls at once one succeeds. */
  boolean take(OneTimeToken token);

  /** Forgets those for which it is too late. */
  void purge(Instant now);
}

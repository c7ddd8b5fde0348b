package dev.souk.user.domain;

import java.util.Optional;

/**
 * Hashes passwords. Each call costs tens of milliseconds of a processor and 19 MiB; they wait for
 * each other in a bounded queue.
 */
public interface Passwords {
  /**
   * The hash of a password as a PHC string with a salt of its own.
   *
   * @throws dev.souk.kit.error.ApiException {@code OVERLOADED} when too many are waiting
   */
  String hash(String password);

  /**
   * Whether the password has the hash. Without a hash it does the same work and says no.
   *
   * @throws dev.souk.kit.error.ApiException {@code OVERLOADED} when too many are waiting
   */
  boolean matches(String password, Optional<String> hash);

  /** Whether the hash was made with parameters other than today's. */
  boolean isOutdated(String hash);
}

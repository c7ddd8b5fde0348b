package dev.souk.auth.domain;

/**
 * Counts failed logins by the client's network, whatever account they are for. From the 100th on,
 * each makes the next login from there wait: 1 second, doubling up to 15 minutes. One is forgiven
 * every 30 seconds, so that a company behind one address, some of whose people mistype, is never
 * locked, while who guesses gets through 2 a minute. Shared by all instances.
 *
 * <p>An attempt counts as failed from its beginning. A success takes back its own attempt and
 * nothing else: who guesses at others' passwords has an account too.
 */
public interface NetworkAttempts {
  /**
   * Begins an attempt.
   *
   * @param network an IPv4 address, an IPv6 network, or empty when it is not known
   * @throws dev.souk.kit.error.ApiException {@code LOCKED_OUT} with the time to wait
   */
  Attempt begin(String network);

  /** It was no failure: it does not count. */
  void withdraw(Attempt attempt);

  /**
   * An attempt under way.
   *
   * @param network where it comes from
   * @param lock the lock that begins with it, or 0
   */
  record Attempt(String network, long lock) {}
}

package dev.souk.auth.domain;

/**
 * Counts failed logins in a row, by e-mail address, whether an account has it or not. From the 10th
 * on, each makes the next wait: 1 second, doubling up to 15 minutes. Shared by all instances.
 *
 * <p>An attempt counts as failed from its beginning, so that attempts made at once cannot outrun
 * the count.
 */
public interface LoginAttempts {
  /**
   * Begins an attempt.
   *
   * @throws dev.souk.kit.error.ApiException {@code LOCKED_OUT} with the time to wait
   */
  void begin(String email);

  /** The password was right: the row of failures is over. */
  void succeeded(String email);

  /** Nobody found out whether the password was right: the attempt does not count. */
  void withdraw(String email);
}

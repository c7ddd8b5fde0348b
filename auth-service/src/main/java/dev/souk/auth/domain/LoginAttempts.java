package dev.souk.auth.domain;

/**
 * Counts failed logins in a row, by e-mail address or telephone number, whether an account has it
 * or not, and wrong codes of second factors, by account. From the 10th on, each makes the next
 * wait: 1 second, doubling up to 15 minutes. Shared by all instances.
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
  void begin(String name);

  /** The proof was right: the row of failures is over. */
  void succeeded(String name);

  /** Nobody found out whether the proof was right: the attempt does not count. */
  void withdraw(String name);
}

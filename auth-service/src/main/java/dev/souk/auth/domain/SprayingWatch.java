package dev.souk.auth.domain;

/**
 * Notices password spraying: failed logins from one network for many different addresses, each of
 * them too seldom to lock an account. Passwords are not looked at: to know that one was tried on
 * many accounts, something would have to be kept by which it can be guessed.
 */
@FunctionalInterface
public interface SprayingWatch {
  /**
   * Notes a failed login.
   *
   * @return whether there are too many different ones now, and that was not answered for a while
   */
  boolean failed(String network, String email);
}

package dev.souk.cart.domain;

/** Spreads writers of one cart that were in each other's way. */
@FunctionalInterface
public interface RetryPause {
  /**
   * Waits a little.
   *
   * @param attempt counts the attempts that failed, from 1
   * @return false when it is time to give up
   */
  boolean before(int attempt);
}

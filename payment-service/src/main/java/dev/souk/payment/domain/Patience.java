package dev.souk.payment.domain;

/** How long a call waits for another one that has the operation it needs. */
@FunctionalInterface
public interface Patience {
  /**
   * Waits a little.
   *
   * @param round counts the waits of one call, from 1
   * @return false when it is time to give up
   */
  boolean pause(int round);
}

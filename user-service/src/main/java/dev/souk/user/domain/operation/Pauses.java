package dev.souk.user.domain.operation;

import java.time.Duration;

/** For how long operations are left alone. */
final class Pauses {
  /** Longer than any call that a step makes; renewed with every step. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** How long the request that made an operation has for its own part. */
  static final Duration REQUEST = Duration.ofSeconds(15);

  /**
   * After that no call is under way any more that was let in before the account was deleted: none
   * takes longer than 10 seconds, and within one every service knows that its session has ended.
   */
  static final Duration SETTLING = Duration.ofSeconds(20);

  /** Between two looks at orders that are under way. */
  static final Duration WAITING = Duration.ofMinutes(10);

  /** How long a document can be had. */
  static final Duration KEPT = Duration.ofDays(7);

  /** After that an export is given up. */
  static final Duration EXPORT_LIMIT = Duration.ofDays(1);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 10;

  private Pauses() {}

  /** Before it is tried again: a second, doubling to about a quarter of an hour. */
  static Duration beforeAttempt(int attempts) {
    return FIRST.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
  }
}

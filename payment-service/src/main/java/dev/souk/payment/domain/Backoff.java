package dev.souk.payment.domain;

import java.time.Duration;

/**
 * How long an operation rests before it is attempted again by itself: doubling from the first delay
 * up to the longest.
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  /** The delay after so many attempts, from 1. */
  public Duration after(int attempt) {
    int doublings = Math.clamp(attempt - 1L, 0, MOST_DOUBLINGS);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}

package dev.souk.order.returns;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change of a return's state.
 *
 * @param state the state it came to
 * @param time when, to the microsecond, as the store keeps it
 * @param actor who caused it: a user's id
 * @param reason why; may be empty
 */
public record ReturnEntry(ReturnState state, Instant time, String actor, String reason) {

  /** Cuts the time to what the store keeps. */
  public ReturnEntry {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }
}

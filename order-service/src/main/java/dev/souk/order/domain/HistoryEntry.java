package dev.souk.order.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change of an order's state.
 *
 * @param state the state it came to
 * @param time when, to the microsecond, as the store keeps it
 * @param actor who caused it: a user's id or the name of a service
 * @param reason why, as a reason of the error catalogue or a sentence; may be empty
 */
public record HistoryEntry(OrderState state, Instant time, String actor, String reason) {

  /** Cuts the time to what the store keeps, so that an answer is what will be read later. */
  public HistoryEntry {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }
}

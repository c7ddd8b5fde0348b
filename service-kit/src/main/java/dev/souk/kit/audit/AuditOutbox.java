package dev.souk.kit.audit;

import dev.souk.event.v1.EventEnvelope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Events that were written with what they tell of, and are not on Kafka yet. */
public interface AuditOutbox {
  /** Some that wait, oldest first as far as the store tells, at most about so many. */
  List<Waiting> next(int limit);

  /** Forgets events that are on Kafka. */
  void sent(Collection<Waiting> events);

  /** When the oldest waiting event was written; empty when none waits. */
  Optional<Instant> oldest();

  /** Whether this instance may relay now; of several at once as a rule one may. */
  boolean takeTurn();

  /** Lets another instance relay: Kafka may be away from this one alone. */
  void giveUpTurn();

  /**
   * An event that waits.
   *
   * @param place where the store has it
   * @param event the event
   */
  record Waiting(String place, EventEnvelope event) {}
}

package dev.souk.order.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Events that were written and are not on Kafka yet. */
public interface Outbox {
  /**
   * Takes the right to relay for as long as the turn is open; one instance has it at a time.
   *
   * @return empty when another instance has it
   */
  Optional<Turn> takeTurn();

  /** When the oldest waiting event was written; empty when none waits. */
  Optional<Instant> oldest();

  /** The right to relay. It ends when it is closed, and when its holder dies. */
  interface Turn extends AutoCloseable {
    /** The oldest waiting event of each key, oldest first, at most so many. */
    List<Waiting> next(int limit);

    /** Forgets events that are on Kafka. */
    void sent(Collection<Waiting> events);

    @Override
    void close();
  }
}

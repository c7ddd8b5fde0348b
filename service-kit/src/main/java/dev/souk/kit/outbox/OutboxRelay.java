package dev.souk.kit.outbox;

import dev.souk.kit.event.Publisher;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Moves events from the outbox to Kafka, each at least once, the events of one key in order: of
 * each key only the oldest is under way, and the next follows once Kafka has that.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final int BATCH = 500;

  private final Outbox outbox;
  private final Publisher publisher;

  /** Relays to where the publisher leads. */
  public OutboxRelay(Outbox outbox, Publisher publisher) {
    this.outbox = outbox;
    this.publisher = publisher;
  }

  /** Moves everything that waits, unless another instance is at it. */
  public void run() {
    if (outbox.oldest().isEmpty()) {
      return;
    }
    Optional<Outbox.Turn> turn = outbox.takeTurn();
    if (turn.isPresent()) {
      try (Outbox.Turn held = turn.get()) {
        relay(held);
      }
    }
  }

  private void relay(Outbox.Turn turn) {
    List<WaitingEvent> waiting = turn.next(BATCH);
    while (!waiting.isEmpty()) {
      List<WaitingEvent> sent = publisher.publish(waiting, OutboxRelay::outgoing);
      turn.sent(sent);
      if (sent.size() < waiting.size()) {
        return;
      }
      waiting = turn.next(BATCH);
    }
  }

  private static ProducerRecord<String, byte[]> outgoing(WaitingEvent waiting) {
    return new ProducerRecord<>(
        waiting.event().topic(), waiting.event().key(), waiting.event().payload());
  }

  @Override
  public void close() {
    publisher.close();
  }
}

package dev.souk.order.event;

import dev.souk.order.domain.Outbox;
import dev.souk.order.domain.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves events from the outbox to Kafka, each at least once, the events of one key in order: of
 * each key only the oldest is under way, and the next follows once Kafka has that.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;

  private final Outbox outbox;
  private final Producers producers;

  /** Relays to where the producers lead. */
  public OutboxRelay(Outbox outbox, Producers producers) {
    this.outbox = outbox;
    this.producers = producers;
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
    List<Waiting> waiting = turn.next(BATCH);
    while (!waiting.isEmpty()) {
      List<Waiting> sent = send(waiting);
      turn.sent(sent);
      if (sent.size() < waiting.size()) {
        LOG.warn("Kafka took {} of {} events; the rest waits", sent.size(), waiting.size());
        return;
      }
      waiting = turn.next(BATCH);
    }
  }

  private List<Waiting> send(List<Waiting> events) {
    Map<Waiting, Future<RecordMetadata>> underWay = new LinkedHashMap<>();
    try {
      Producer<String, byte[]> producer = producers.get();
      for (Waiting waiting : events) {
        underWay.put(waiting, producer.send(record(waiting)));
      }
    } catch (KafkaException e) {
      LOG.warn("Kafka does not take events: {}", e.getMessage());
    }
    List<Waiting> sent = new ArrayList<>();
    underWay.forEach((waiting, result) -> {
      if (isAcknowledged(result)) {
        sent.add(waiting);
      }
    });
    return sent;
  }

  private static boolean isAcknowledged(Future<RecordMetadata> result) {
    try {
      result.get();
      return true;
    } catch (ExecutionException e) {
      LOG.warn("Kafka did not take an event: {}", String.valueOf(e.getCause()));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProducerRecord<String, byte[]> record(Waiting waiting) {
    return new ProducerRecord<>(
        waiting.event().topic(), waiting.event().key(), waiting.event().payload());
  }

  @Override
  public void close() {
    producers.close();
  }
}

package dev.souk.product.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.id.Ids;
import dev.souk.kit.testing.TestTopic;
import dev.souk.product.TestClock;
import dev.souk.product.TestDynamo;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.Migrations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** From the transaction of a change to Kafka. */
class OutboxTest {
  private static final String NOWHERE = "127.0.0.1:1";
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;

  private final TestClock clock = new TestClock();
  private final OutboxEvents events = new OutboxEvents(new Ids(clock));
  private final DynamoConfig config = TestDynamo.config();
  private final DynamoDbClient client = config.client();
  private final Dynamo dynamo = new Dynamo(client, config.tablePrefix());
  private final String topic = "test.outbox" + TOPICS.incrementAndGet();

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void makeTables() {
    new Migrations(client, config.tablePrefix(), clock).run();
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private DynamoOutbox outbox() {
    return new DynamoOutbox(dynamo, clock);
  }

  private Publisher publisher(String bootstrap) {
    return new Publisher(bootstrap, "test", List.of(topic));
  }

  private void write(String aggregate, long version) {
    OutboxEvent event =
        events.of(topic, aggregate, version, clock.instant(), StringValue.of("v" + version));
    assertThat(dynamo.transact(List.of(event.write())).done()).isTrue();
  }

  private long waiting() {
    return IntStream.range(0, outbox().shards())
        .mapToLong(shard -> outbox().next(shard, 1000).size())
        .sum();
  }

  private List<EventEnvelope> published(int atLeast) {
    try (TestTopic records = new TestTopic(kafka.bootstrap(), topic)) {
      return records.events(atLeast);
    }
  }

  private static List<Long> versions(List<EventEnvelope> events, String aggregate) {
    return events.stream()
        .filter(event -> event.getAggregateId().equals(aggregate))
        .map(EventEnvelope::getAggregateVersion)
        .toList();
  }

  @Test
  void events_wait_for_kafka_and_leave_in_the_order_of_versions() {
    for (long version = 12; version >= 1; version--) {
      write("a", version);
      write("b", version);
    }
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (Publisher nowhere = publisher(NOWHERE)) {
      OutboxRelay relay = new OutboxRelay(outbox(), nowhere, "relay_nowhere");
      relay.bindTo(metrics, clock);
      relay.run();
      clock.advance(Duration.ofSeconds(3));
      assertThat(metrics.get("souk.outbox.lag").gauge().value()).isEqualTo(3.0);
      relay.close();
    }
    assertThat(waiting()).isEqualTo(24);

    try (Publisher publisher = publisher(kafka.bootstrap());
        OutboxRelay relay = new OutboxRelay(outbox(), publisher, "relay_1")) {
      relay.run();
    }
    assertThat(waiting()).isZero();
    List<EventEnvelope> sent = published(24);
    List<Long> inOrder = IntStream.rangeClosed(1, 12).mapToObj(Long::valueOf).toList();
    assertThat(sent).hasSize(24);
    assertThat(versions(sent, "a")).isEqualTo(inOrder);
    assertThat(versions(sent, "b")).isEqualTo(inOrder);
  }

  @Test
  void what_a_relay_sent_and_could_not_remove_is_sent_again_and_nothing_is_lost() {
    write("a", 1);
    write("a", 2);
    Outbox dying = new DyingOutbox(outbox());
    try (Publisher publisher = publisher(kafka.bootstrap())) {
      OutboxRelay killed = new OutboxRelay(dying, publisher, "relay_killed");
      assertThatThrownBy(killed::run).hasMessage("killed");

      OutboxRelay next = new OutboxRelay(outbox(), publisher, "relay_next");
      next.run();
      assertThat(waiting()).as("while the dead relay's lease lasts").isEqualTo(2);
      clock.advance(Duration.ofSeconds(16));
      next.run();
    }
    assertThat(waiting()).isZero();
    assertThat(versions(published(3), "a")).containsExactly(1L, 1L, 2L);
  }

  /** Dies after events were published and before they are removed. */
  private record DyingOutbox(Outbox outbox) implements Outbox {
    @Override
    public int shards() {
      return outbox.shards();
    }

    @Override
    public List<OutboxEvent> next(int shard, int limit) {
      return outbox.next(shard, limit);
    }

    @Override
    public void sent(Collection<OutboxEvent> events) {
      throw new IllegalStateException("killed");
    }

    @Override
    public boolean take(int shard, String relay) {
      return outbox.take(shard, relay);
    }

    @Override
    public void release(String relay) {
      outbox.release(relay);
    }
  }

  @Test
  void relays_side_by_side_send_each_event_once_and_in_order() throws Exception {
    int aggregates = 30;
    int versions = 5;
    try (Publisher one = publisher(kafka.bootstrap());
        Publisher other = publisher(kafka.bootstrap());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      OutboxRelay first = new OutboxRelay(outbox(), one, "relay_first");
      OutboxRelay second = new OutboxRelay(outbox(), other, "relay_second");
      Future<?> writing =
          threads.submit(() -> {
            for (int version = 1; version <= versions; version++) {
              for (int i = 0; i < aggregates; i++) {
                write("a" + i, version);
              }
            }
          });
      List<Future<?>> relaying =
          List.of(
              threads.submit(() -> runUntilDone(first, writing)),
              threads.submit(() -> runUntilDone(second, writing)));
      for (Future<?> relay : relaying) {
        relay.get();
      }
      first.close();
      second.run();
      second.close();
    }
    assertThat(waiting()).isZero();
    Map<String, Long> last = new HashMap<>();
    List<EventEnvelope> sent = published(aggregates * versions);
    assertThat(sent).hasSize(aggregates * versions);
    sent.forEach(event -> {
      long before = last.getOrDefault(event.getAggregateId(), 0L);
      assertThat(event.getAggregateVersion()).isEqualTo(before + 1);
      last.put(event.getAggregateId(), event.getAggregateVersion());
    });
  }

  private static void runUntilDone(OutboxRelay relay, Future<?> writing) {
    while (!writing.isDone()) {
      relay.run();
    }
    relay.run();
  }

  @Test
  void a_relay_that_stops_gives_up_its_shards() {
    write("a", 1);
    try (Publisher nowhere = publisher(NOWHERE)) {
      OutboxRelay stopping = new OutboxRelay(outbox(), nowhere, "relay_stopping");
      stopping.run();
      stopping.close();
    }
    try (Publisher publisher = publisher(kafka.bootstrap());
        OutboxRelay next = new OutboxRelay(outbox(), publisher, "relay_next")) {
      next.run();
    }
    assertThat(waiting()).isZero();
  }
}

package dev.souk.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.error.Errors;
import dev.souk.kit.testing.TestTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventConsumerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private String topic = "";

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void newTopic() {
    topic = "test.events" + TOPICS.incrementAndGet();
    new Topics(kafka.bootstrap(), List.of(topic)).ensure();
  }

  /** Remembers what came; does with an event what is to be done before. */
  private static final class Recorder implements EventHandler {
    private final List<String> came = new CopyOnWriteArrayList<>();
    private final Consumer<String> before;
    private final Runnable batch;

    private Recorder(Consumer<String> before, Runnable batch) {
      this.before = before;
      this.batch = batch;
    }

    private Recorder() {
      this(id -> {}, () -> {});
    }

    @Override
    public void handle(EventEnvelope event) {
      before.accept(event.getAggregateId());
      came.add(event.getAggregateId());
    }

    @Override
    public void handled() {
      batch.run();
    }
  }

  private static EventEnvelope event(String id) {
    return EventEnvelope.newBuilder().setEventId("evt").setAggregateId(id).build();
  }

  private EventConsumer group(String name, EventHandler handler) {
    return EventConsumer.start(
        kafka.bootstrap(), Subscription.group(topic + name), List.of(topic), handler);
  }

  private TestTopic topic() {
    return new TestTopic(kafka.bootstrap(), topic);
  }

  private static void awaitAll(Recorder recorder, String... ids) {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(recorder.came).contains(ids));
  }

  @Test
  void events_of_one_key_come_in_order_and_not_again_to_the_next_of_the_group() {
    List<String> ids = new ArrayList<>();
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    try (TestTopic records = topic()) {
      try (EventConsumer _ = group("", first)) {
        for (int i = 0; i < 20; i++) {
          ids.add("a" + i);
          records.put(0, event("a" + i));
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(first.came).isEqualTo(ids));
      }
      try (EventConsumer _ = group("", second)) {
        records.put(0, event("last"));
        awaitAll(second, "last");
        assertThat(second.came).containsExactly("last");
      }
    }
  }

  @Test
  void what_was_not_noted_as_done_comes_again() {
    AtomicInteger batches = new AtomicInteger();
    Recorder recorder =
        new Recorder(
            id -> {},
            () -> {
              if (batches.incrementAndGet() == 1) {
                throw new IllegalStateException("killed before the place was noted");
              }
            });
    try (TestTopic records = topic()) {
      records.put(event("a"));
      try (EventConsumer _ = group("", recorder)) {
        await().atMost(LIMIT).until(() -> batches.get() >= 2);
        assertThat(recorder.came).containsExactly("a", "a");
      }
    }
  }

  @Test
  void what_is_no_event_goes_to_the_dead_letters_with_where_it_came_from() {
    byte[] poison = "no event at all".getBytes(StandardCharsets.UTF_8);
    Recorder recorder =
        new Recorder(
            id -> {
              if (id.equals("poison")) {
                throw new PoisonException("it is of no use");
              }
            },
            () -> {});
    try (TestTopic records = topic();
        EventConsumer _ = group("", recorder);
        TestTopic letters = new TestTopic(kafka.bootstrap(), DeadLetters.of(topic))) {
      records.put("key", poison);
      records.put("key", (byte[]) null);
      records.put("key", event("poison").toByteArray());
      records.put("key", event("good").toByteArray());
      awaitAll(recorder, "good");

      List<ConsumerRecord<String, byte[]>> buried = letters.records(3);
      assertThat(buried).hasSize(3).allMatch(letter -> letter.key().equals("key"));
      assertThat(buried.getFirst().value()).isEqualTo(poison);
      assertThat(headers(buried.getFirst()))
          .containsEntry("souk-error", "it is no envelope")
          .containsEntry("souk-topic", topic)
          .containsEntry("souk-consumer", topic)
          .containsEntry("souk-offset", "0")
          .containsEntry("souk-attempts", "1");
      assertThat(headers(buried.getLast())).containsEntry("souk-error", "it is of no use");
      assertThat(recorder.came).containsExactly("good");
    }
  }

  @Test
  void what_fails_is_tried_a_few_times_and_holds_up_its_partition_alone() {
    Map<String, Integer> attempts = new ConcurrentHashMap<>();
    Recorder recorder =
        new Recorder(
            id -> {
              attempts.merge(id, 1, Integer::sum);
              if (id.equals("bad")) {
                throw new IllegalStateException("a defect");
              }
            },
            () -> {});
    try (TestTopic records = topic();
        EventConsumer _ = group("", recorder);
        TestTopic letters = new TestTopic(kafka.bootstrap(), DeadLetters.of(topic))) {
      records.put(0, event("bad"));
      records.put(0, event("behind"));
      records.put(1, event("beside"));
      awaitAll(recorder, "beside", "behind");

      assertThat(recorder.came).containsExactly("beside", "behind");
      assertThat(attempts).containsEntry("bad", 5).containsEntry("behind", 1);
      assertThat(headers(letters.records(1).getFirst()))
          .containsEntry("souk-error", "java.lang.IllegalStateException: a defect")
          .containsEntry("souk-attempts", "5");
    }
  }

  @Test
  void a_dependency_that_is_away_is_waited_for() {
    AtomicInteger attempts = new AtomicInteger();
    Recorder recorder =
        new Recorder(
            id -> {
              if (attempts.incrementAndGet() <= 6) {
                throw Errors.unavailable("dynamodb");
              }
            },
            () -> {});
    try (TestTopic records = topic();
        EventConsumer _ = group("", recorder)) {
      records.put(event("a"));
      awaitAll(recorder, "a");
    }
  }

  @Test
  void each_instance_sees_all_that_comes_after_its_start() {
    Recorder one = new Recorder();
    Recorder other = new Recorder();
    try (TestTopic records = topic()) {
      records.put(event("before"));
      try (EventConsumer _ = instance(one);
          EventConsumer _ = instance(other)) {
        AtomicInteger next = new AtomicInteger();
        await()
            .atMost(LIMIT)
            .until(() -> {
              records.put(event("probe" + next.incrementAndGet()));
              return !one.came.isEmpty() && !other.came.isEmpty();
            });
        records.put(event("after"));
        awaitAll(one, "after");
        awaitAll(other, "after");
        assertThat(one.came).doesNotContain("before").doesNotHaveDuplicates();
        assertThat(other.came).doesNotContain("before").doesNotHaveDuplicates();
      }
    }
  }

  private EventConsumer instance(EventHandler handler) {
    return EventConsumer.start(
        kafka.bootstrap(), Subscription.instance("test"), List.of(topic), handler);
  }

  @Test
  void the_broker_may_restart() {
    Path data = folder.resolve("restarted");
    Recorder shared = new Recorder();
    Recorder own = new Recorder();
    EmbeddedKafka broker = EmbeddedKafka.start(data, 0);
    int port = broker.port();
    new Topics(broker.bootstrap(), List.of(topic)).ensure();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (EventConsumer _ =
            EventConsumer.start(
                    broker.bootstrap(), Subscription.group("shared"), List.of(topic), shared)
                .bindTo(metrics);
        EventConsumer _ =
            EventConsumer.start(
                broker.bootstrap(), Subscription.instance("own"), List.of(topic), own)) {
      try (TestTopic records = new TestTopic(broker.bootstrap(), topic)) {
        AtomicInteger next = new AtomicInteger();
        await()
            .atMost(LIMIT)
            .until(() -> {
              records.put(event("probe" + next.incrementAndGet()));
              return !own.came.isEmpty();
            });
      } finally {
        broker.close();
      }
      broker = EmbeddedKafka.start(data, port);
      try (TestTopic records = new TestTopic(broker.bootstrap(), topic)) {
        records.put(event("after"));
        awaitAll(shared, "after");
        awaitAll(own, "after");
        await().atMost(LIMIT).until(() -> metrics.get("souk.consumer.lag").gauge().value() == 0.0);
      }
    } finally {
      broker.close();
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> letter) {
    Map<String, String> headers = new ConcurrentHashMap<>();
    for (Header header : letter.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }
}

package dev.souk.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.testing.TestTopic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterCommandTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TOPIC = "test.orders";

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** Cannot handle an event until its defect is mended. */
  private static final class Handler implements EventHandler {
    private final List<String> came = new CopyOnWriteArrayList<>();
    private volatile boolean mended;

    @Override
    public void handle(EventEnvelope event) {
      if (!mended && event.getAggregateId().startsWith("bad")) {
        throw new PoisonException("a defect");
      }
      came.add(event.getAggregateId());
    }
  }

  private static EventEnvelope event(String id) {
    return EventEnvelope.newBuilder().setType("test.Placed").setAggregateId(id).build();
  }

  private static String run(int status, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(new DeadLetterCommand(kafka.bootstrap(), text).run(List.of(arguments)))
        .isEqualTo(status);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void letters_are_shown_and_put_back_once() {
    Handler handler = new Handler();
    try (EventConsumer _ =
            EventConsumer.start(
                kafka.bootstrap(), Subscription.group("mender"), List.of(TOPIC), handler);
        TestTopic records = new TestTopic(kafka.bootstrap(), TOPIC);
        TestTopic letters = new TestTopic(kafka.bootstrap(), DeadLetters.of(TOPIC))) {
      new Topics(kafka.bootstrap(), List.of(TOPIC, DeadLetters.of(TOPIC))).ensure();
      records.put(event("bad1"));
      records.put(event("good"));
      records.put(event("bad2"));
      letters.records(2);
      assertThat(run(0, "list"))
          .contains(
              TOPIC + ": 2", "test.Placed  bad1  mender could not handle it: a defect", "bad2");
      assertThat(run(0, "list")).as("looking changes nothing").contains(TOPIC + ": 2");

      handler.mended = true;
      assertThat(run(0, "replay", TOPIC)).contains("2 put back onto " + TOPIC);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(handler.came).containsExactlyInAnyOrder("good", "bad1", "bad2"));
      assertThat(run(0, "list")).contains(TOPIC + ": 0");
      assertThat(run(0, "replay", TOPIC)).contains("0 put back");
      assertThat(records.records(5))
          .hasSize(5)
          .allSatisfy(found -> assertThat(found.headers()).isEmpty())
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrder("bad1", "good", "bad2", "bad1", "bad2");
    }
  }

  @Test
  void a_wrong_command_is_refused_with_what_there_is() {
    assertThat(run(2, "replay")).contains("usage: ");
    assertThat(run(2, "burn", TOPIC)).contains("usage: ");
    assertThat(run(2, "replay", "test.nothing")).contains("test.nothing has no dead letters");
  }
}

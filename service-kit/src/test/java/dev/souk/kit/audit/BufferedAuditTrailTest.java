package dev.souk.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.event.Publisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferedAuditTrailTest {
  private static final int CAPACITY = 2;
  private static final int REFUSALS = 10;

  @Test
  void while_kafka_is_away_nobody_waits_and_what_is_lost_is_counted() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    AuditEvents events = new AuditEvents("test-service", Clock.systemUTC());
    try (Publisher nowhere =
        new Publisher("127.0.0.1:1", "test-service", List.of(AuditEvents.TOPIC))) {
      try (BufferedAuditTrail trail = new BufferedAuditTrail(events, nowhere, CAPACITY, metrics)) {
        assertThatCode(
                () -> {
                  for (int i = 0; i < REFUSALS; i++) {
                    trail.record(AuditEntry.done("test.refused"));
                  }
                })
            .doesNotThrowAnyException();
        // One is under way, and the buffer is full.
        assertThat(lost(metrics)).isEqualTo(REFUSALS - CAPACITY - 1);
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> lost(metrics) == REFUSALS);
    }
  }

  private static double lost(SimpleMeterRegistry metrics) {
    return metrics.get("souk.audit.lost").counter().count();
  }
}

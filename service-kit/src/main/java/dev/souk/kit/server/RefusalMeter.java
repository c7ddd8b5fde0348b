package dev.souk.kit.server;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** Counts what is refused, by the reasons of the catalogue: {@code souk_refusals_total}. */
final class RefusalMeter {
  /** What came from elsewhere with a reason that the catalogue does not have. */
  private static final String OTHER = "OTHER";

  private final Map<String, Counter> counters = new HashMap<>();
  private final Counter others;

  RefusalMeter(MeterRegistry metrics) {
    for (Reason reason : Reason.values()) {
      counters.put(reason.name(), counter(metrics, reason.name()));
    }
    others = counter(metrics, OTHER);
  }

  void count(ApiException refusal) {
    counters.getOrDefault(refusal.reason(), others).increment();
  }

  private static Counter counter(MeterRegistry metrics, String reason) {
    return Counter.builder("souk.refusals")
        .description("Calls that were answered with an error of the catalogue")
        .tag("reason", reason)
        .register(metrics);
  }
}

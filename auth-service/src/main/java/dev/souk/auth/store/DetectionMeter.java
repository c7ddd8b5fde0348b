package dev.souk.auth.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what was noticed about sign-ins: {@code souk_audit_detected_total}. */
public final class DetectionMeter {
  /** There from the start, so that the first time shows as an increase. */
  private static final List<String> ACTIONS =
      List.of("signin.new_device", "signin.spraying_suspected");

  private final MeterRegistry metrics;

  /** Registers the counters. */
  public DetectionMeter(MeterRegistry metrics) {
    this.metrics = metrics;
    ACTIONS.forEach(this::counter);
  }

  void count(String action) {
    counter(action).increment();
  }

  private Counter counter(String action) {
    return Counter.builder("souk.audit.detected")
        .description("Suspicious sign-ins, by the action in the audit trail")
        .tag("action", action)
        .register(metrics);
  }
}

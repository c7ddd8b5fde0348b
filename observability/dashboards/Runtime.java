import java.util.List;
import java.util.Map;

/** What the services run on: the JVM, Kafka. */
final class Runtime {
  private Runtime() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-runtime",
        "Souk: JVM and events",
        "Memory, threads and garbage of each service; its events.",
        Map.of("service", "label_values(jvm_memory_used_bytes, service)"),
        List.of(
            Dashboard.Row.of(
                "JVM",
                Panel.of("Heap used", "percentunit", "Of the largest heap that the JVM may have. Above 90 % it collects garbage all the time.",
                    "{{service}} {{instance}}", "sum by (service, instance) (jvm_memory_used_bytes{area=\"heap\", service=~\"$service\"}) / sum by (service, instance) (jvm_memory_max_bytes{area=\"heap\", service=~\"$service\"} > 0)")
                    .thresholds(0.8, 0.9),
                Panel.of("CPU", "percentunit", "Of all the machine's cores.",
                    "{{service}} {{instance}}", "max by (service, instance) (process_cpu_usage{service=~\"$service\"})")
                    .thresholds(0.7, 0.9),
                Panel.of("Garbage collection", "percentunit", "Part of the time that the JVM stood still for it.",
                    "{{service}} {{instance}}", "sum by (service, instance) (rate(jvm_gc_pause_seconds_sum{service=~\"$service\"}[$__rate_interval])) or sum by (service, instance) (jvm_threads_live_threads{service=~\"$service\"}) * 0")
                    .thresholds(0.05, 0.2),
                Panel.of("Platform threads", "short", "Calls run on virtual threads and do not count here: a rise is a leak.",
                    "{{service}} {{instance}}", "max by (service, instance) (jvm_threads_live_threads{service=~\"$service\"})")),
            Dashboard.Row.of(
                "Events",
                Panel.of("Waiting for Kafka", "s", "Age of the oldest event in each outbox (OutboxBehind).",
                    "{{service}}", "max by (service) (souk_outbox_lag_seconds)")
                    .thresholds(30, 60),
                Panel.of("Not read yet", "short", "Records that each consumer has still to read (ConsumerBehind).",
                    "{{consumer}}", "max by (consumer) (souk_consumer_lag_records)")
                    .thresholds(100, 1000))),
        "");
  }
}

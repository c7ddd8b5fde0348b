import java.util.List;
import java.util.Map;

/** What the services run on: the JVM, connections to stores, Kafka. */
final class Runtime {
  private Runtime() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-runtime",
        "Souk: JVM and stores",
        "Memory, threads and garbage of each service; its connections to stores; its events.",
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
                    "{{service}} {{instance}}", "max by (service, instance) (jvm_threads_live_threads{service=~\"$service\"})"),
                Panel.of("Open files", "percentunit", "Of those that the process may have open, sockets included.",
                    "{{service}} {{instance}}", "max by (service, instance) (process_files_open_files{service=~\"$service\"} / process_files_max_files{service=~\"$service\"})")
                    .thresholds(0.7, 0.9),
                Panel.of("Uptime", "s", "A saw's teeth: the service is restarted again and again.",
                    "{{service}} {{instance}}", "min by (service, instance) (process_uptime_seconds{service=~\"$service\"})")),
            Dashboard.Row.of(
                "Connections to stores",
                Panel.of("PostgreSQL: in use", "percentunit", "Of the connections in the pool.",
                    "{{service}}", "max by (service) (hikaricp_connections_active / hikaricp_connections_max)")
                    .thresholds(0.8, 1),
                Panel.of("PostgreSQL: waiting", "short", "Threads that wait for a connection (ConnectionsShort, as with the other stores).",
                    "{{service}}", "max by (service) (hikaricp_connections_pending)")
                    .thresholds(1, 10),
                Panel.of("PostgreSQL: timeouts", "short", "Threads a minute that waited in vain.",
                    "{{service}}", "sum by (service) (rate(hikaricp_connections_timeout_total[$__rate_interval])) * 60")
                    .thresholds(1, 10),
                Panel.of("MongoDB", "short", "Connections: in use, in all, and threads that wait for one.",
                    "{{service}} in use", "sum by (service) (mongodb_driver_pool_checkedout)",
                    "{{service}} all", "sum by (service) (mongodb_driver_pool_size)",
                    "{{service}} waiting", "sum by (service) (mongodb_driver_pool_waitqueuesize)"),
                Panel.of("Redis", "short", "Connections in use, and threads that wait for one.",
                    "{{service}} in use", "max by (service) (souk_redis_connections{state=\"active\"})",
                    "{{service}} waiting", "max by (service) (souk_redis_waiting_threads)"),
                Panel.of("DynamoDB", "short", "Connections in use and threads that waited for one, at the last call of each instance; attempts a second that were repeated.",
                    "in use", "max(souk_dynamodb_connections{state=\"active\"})",
                    "waiting", "max(souk_dynamodb_waiting_threads)",
                    "repeated", "sum(rate(souk_dynamodb_retries_total[$__rate_interval]))"),
                Panel.of("Caches", "percentunit", "What was asked for and was in memory.",
                    "{{service}} {{cache}}", "sum by (service, cache) (rate(cache_gets_total{result=\"hit\", service=~\"$service\"}[$__rate_interval])) / (sum by (service, cache) (rate(cache_gets_total{service=~\"$service\"}[$__rate_interval])) > 0)")),
            Dashboard.Row.of(
                "Events",
                Panel.of("Waiting for Kafka", "s", "Age of the oldest event in each outbox (OutboxBehind).",
                    "{{service}}", "max by (service) (souk_outbox_lag_seconds)")
                    .thresholds(30, 60),
                Panel.of("Not read yet", "short", "Records that each consumer has still to read (ConsumerBehind).",
                    "{{consumer}}", "max by (consumer) (souk_consumer_lag_records)")
                    .thresholds(100, 1000),
                Panel.of("Dead letters", "short", "Events in an hour that a consumer put aside: ./souk dead-letters shows them.",
                    "{{consumer}}", "sum by (consumer) (increase(souk_dead_letters_total[1h]))")
                    .thresholds(1, 10))),
        "");
  }
}

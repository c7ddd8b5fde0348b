package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.config.Service;
import dev.souk.kong.http.Exchange;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Kong's {@code prometheus}: the series that it makes for each request, under the same names. */
record Prometheus(MeterRegistry registry, Clock clock, boolean statusCodes, boolean latencies)
    implements Plugin {
  private static final double[] LATENCY_BUCKETS = {
    25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000
  };

  static Prometheus from(Entity config, MeterRegistry registry, Clock clock) {
    Prometheus plugin =
        new Prometheus(
            registry,
            clock,
            config.flag("status_code_metrics", false),
            config.flag("latency_metrics", false));
    config.end();
    return plugin;
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public int priority() {
    return 13;
  }

  @Override
  public void log(Exchange exchange) {
    String service = exchange.route().service().map(Service::name).orElse("");
    String route = exchange.route().name();
    if (statusCodes) {
      String source = exchange.response().source() == Exchange.Source.SERVICE ? "service" : "kong";
      String code = Integer.toString(exchange.response().status());
      registry
          .counter(
              "kong_http_requests",
              "service",
              service,
              "route",
              route,
              "code",
              code,
              "source",
              source)
          .increment();
    }
    if (latencies) {
      DistributionSummary.builder("kong_request_latency_ms")
          .tags("service", service, "route", route)
          .serviceLevelObjectives(LATENCY_BUCKETS)
          .register(registry)
          .record(Duration.between(exchange.startTime(), clock.instant()).toNanos() / 1e6);
    }
  }
}

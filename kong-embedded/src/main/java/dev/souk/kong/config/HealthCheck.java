package dev.souk.kong.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Active health checks by TCP connections.
 *
 * @param timeout of one check
 * @param healthyInterval between checks while healthy
 * @param successes how many in a row make a target healthy
 * @param unhealthyInterval between checks while unhealthy
 * @param failures how many in a row make a target unhealthy
 */
public record HealthCheck(
    Duration timeout,
    Duration healthyInterval,
    int successes,
    Duration unhealthyInterval,
    int failures) {

  static Optional<HealthCheck> from(Entity active) {
    String type = active.optionalText("type").orElse("http");
    if (!type.equals("tcp")) {
      throw active.problem("the embedded gateway checks health by 'tcp', not '" + type + "'");
    }
    Entity healthy = active.entity("healthy");
    Entity unhealthy = active.entity("unhealthy");
    int timeouts = unhealthy.integer("timeouts", 0);
    HealthCheck check =
        new HealthCheck(
            seconds(active.number("timeout", 1)),
            seconds(healthy.number("interval", 0)),
            healthy.integer("successes", 0),
            seconds(unhealthy.number("interval", 0)),
            unhealthy.integer("tcp_failures", 0));
    if (timeouts != check.failures()) {
      throw unhealthy.problem(
          "the embedded gateway counts 'timeouts' and 'tcp_failures' alike: give both one value");
    }
    healthy.end();
    unhealthy.end();
    active.end();
    boolean off =
        check.healthyInterval().isZero()
            || check.unhealthyInterval().isZero()
            || check.failures() == 0;
    return off ? Optional.empty() : Optional.of(check);
  }

  private static Duration seconds(double value) {
    return Duration.ofMillis(Math.round(value * 1000));
  }
}

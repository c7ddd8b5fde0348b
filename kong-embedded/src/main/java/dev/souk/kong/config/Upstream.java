package dev.souk.kong.config;

import java.util.List;

/**
 * The machine of a service.
 *
 * @param target {@code host:port}
 * @param connectFailures how many connections may fail in a row before it is left out; 0: any
 *     number
 */
public record Upstream(String name, String target, int connectFailures) {
  static Upstream from(Entity entity) {
    List<String> targets =
        entity.entities("targets").stream()
            .map(target -> {
              String address = target.text("target");
              target.integer("weight", 100);
              target.end();
              return address;
            })
            .toList();
    if (targets.size() != 1) {
      throw entity.problem("the embedded gateway balances over no targets: it needs exactly one");
    }
    Entity healthChecks = entity.entity("healthchecks");
    if (healthChecks.has("active")) {
      throw healthChecks.problem(
          "Kong's 'active' checks cannot check gRPC; upstream-health does (docs/decisions/0105)");
    }
    int failures = connectFailures(healthChecks.entity("passive"));
    healthChecks.end();
    return new Upstream(entity.text("name"), targets.getFirst(), failures);
  }

  private static int connectFailures(Entity passive) {
    Entity healthy = passive.entity("healthy");
    Entity unhealthy = passive.entity("unhealthy");
    int failures = unhealthy.integer("tcp_failures", 0);
    if (failures > 0 && healthy.integer("successes", 0) != 1) {
      throw healthy.problem("the embedded gateway knows 'successes: 1' only");
    }
    healthy.end();
    unhealthy.end();
    passive.end();
    return failures;
  }
}

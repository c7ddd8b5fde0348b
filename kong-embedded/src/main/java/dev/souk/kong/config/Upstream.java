package dev.souk.kong.config;

import java.util.List;
import java.util.Optional;

/**
 * The machines of a service, and how their health is watched.
 *
 * @param targets {@code host:port}
 */
public record Upstream(String name, List<String> targets, Optional<HealthCheck> healthCheck) {
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
    Optional<HealthCheck> check =
        healthChecks.has("active")
            ? HealthCheck.from(healthChecks.entity("active"))
            : Optional.empty();
    healthChecks.end();
    return new Upstream(entity.text("name"), targets, check);
  }
}

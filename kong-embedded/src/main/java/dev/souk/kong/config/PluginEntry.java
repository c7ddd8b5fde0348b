package dev.souk.kong.config;

import java.util.List;
import java.util.Optional;

/**
 * A plugin as {@code kong.yml} configures it in one place: globally, for a service or for a route.
 *
 * @param scope name of the service or route, empty when global; the bundled limiter counts by it
 */
public record PluginEntry(String name, Entity config, Optional<String> scope) {
  static List<PluginEntry> listOf(Entity owner) {
    Optional<String> scope = owner.optionalText("name");
    return owner.entities("plugins").stream()
        .map(entity -> {
          PluginEntry entry = new PluginEntry(entity.text("name"), entity.entity("config"), scope);
          entity.end();
          return entry;
        })
        .toList();
  }
}

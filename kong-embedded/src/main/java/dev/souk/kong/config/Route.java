package dev.souk.kong.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests go to which service.
 *
 * @param paths prefixes of paths
 * @param service none when a plugin answers every request of this route
 */
public record Route(
    String name, List<String> paths, Optional<Service> service, List<PluginEntry> plugins) {
  /** Of a request that no route took. */
  public static final Route NONE = new Route("", List.of(), Optional.empty(), List.of());

  static Route from(Entity entity, Optional<Service> service) {
    for (String path : entity.texts("paths")) {
      if (!path.startsWith("/")) {
        throw entity.problem("the embedded gateway knows path prefixes only, not '" + path + "'");
      }
    }
    if (entity.flag("strip_path", true)) {
      throw entity.problem("the embedded gateway needs 'strip_path: false'");
    }
    for (String protocol : entity.texts("protocols")) {
      if (!Set.of("http", "https").contains(protocol)) {
        throw entity.problem("the embedded gateway does not know the protocol '" + protocol + "'");
      }
    }
    return new Route(
        entity.text("name"), entity.texts("paths"), service, PluginEntry.listOf(entity));
  }
}

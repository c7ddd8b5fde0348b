package dev.souk.kong.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A declarative configuration: {@code kong.yml}. */
public record KongFile(List<Route> routes, List<Upstream> upstreams, List<PluginEntry> plugins) {
  private static final ObjectMapper TREES = new ObjectMapper();

  /**
   * Reads a declarative configuration.
   *
   * @throws ConfigurationException when it is malformed or holds anything that this host does not
   *     follow
   */
  public static KongFile parse(String text) {
    Entity file = new Entity("kong.yml", tree(text));
    if (!file.text("_format_version").equals("3.0")) {
      throw file.problem("'_format_version' must be \"3.0\"");
    }
    List<Route> routes = new ArrayList<>();
    for (Entity entity : file.entities("services")) {
      Service service = Service.from(entity);
      for (Entity route : entity.entities("routes")) {
        routes.add(routeFrom(route, Optional.of(service)));
      }
      entity.end();
    }
    for (Entity route : file.entities("routes")) {
      routes.add(routeFrom(route, Optional.empty()));
    }
    List<Upstream> upstreams = new ArrayList<>();
    for (Entity entity : file.entities("upstreams")) {
      upstreams.add(Upstream.from(entity));
      entity.end();
    }
    KongFile result = new KongFile(routes, upstreams, PluginEntry.listOf(file));
    file.end();
    result.requireUniqueRoutes();
    return result;
  }

  private static JsonNode tree(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object document = new Yaml(new SafeConstructor(options)).load(text);
      return TREES.valueToTree(document);
    } catch (YAMLException e) {
      throw new ConfigurationException("kong.yml: " + e.getMessage(), e);
    }
  }

  private static Route routeFrom(Entity entity, Optional<Service> service) {
    Route route = Route.from(entity, service);
    entity.end();
    return route;
  }

  private void requireUniqueRoutes() {
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (Route route : routes) {
      if (!names.add(route.name())) {
        throw new ConfigurationException("kong.yml", "two routes are named '" + route.name() + "'");
      }
      for (String path : route.paths()) {
        if (!paths.add(path)) {
          throw new ConfigurationException("kong.yml", "two routes have the path '" + path + "'");
        }
      }
    }
  }
}

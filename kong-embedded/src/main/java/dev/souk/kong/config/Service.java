package dev.souk.kong.config;

import java.time.Duration;
import java.util.List;

/**
 * A gRPC service behind the gateway.
 *
 * @param host name of an upstream, or of a machine
 * @param retries how often a connection is tried again
 */
public record Service(
    String name,
    String host,
    int port,
    Duration connectTimeout,
    Duration writeTimeout,
    Duration readTimeout,
    int retries,
    List<PluginEntry> plugins) {

  static Service from(Entity entity) {
    String protocol = entity.optionalText("protocol").orElse("http");
    if (!protocol.equals("grpc")) {
      throw entity.problem(
          "the embedded gateway speaks 'grpc' to services, not '" + protocol + "'");
    }
    Service service =
        new Service(
            entity.text("name"),
            entity.text("host"),
            entity.integer("port", 80),
            millis(entity, "connect_timeout"),
            millis(entity, "write_timeout"),
            millis(entity, "read_timeout"),
            entity.integer("retries", 5),
            PluginEntry.listOf(entity));
    return service;
  }

  private static Duration millis(Entity entity, String key) {
    return Duration.ofMillis(entity.integer(key, 60_000));
  }
}

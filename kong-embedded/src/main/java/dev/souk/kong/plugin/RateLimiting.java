package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.config.PluginEntry;
import dev.souk.kong.config.Vault;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import dev.souk.kong.http.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Kong's {@code rate-limiting} with the redis policy and a limit for each minute: fixed windows,
 * the same keys and headers. The one difference: a request counts before it is let through, so that
 * a burst cannot slip in between; a {@code sync_rate} changes nothing here.
 *
 * @param scope the route or service that counts for itself
 * @param byHeader the header that names who is counted; without it, or when it is absent, the
 *     client's address does
 */
record RateLimiting(
    String scope,
    int perMinute,
    Optional<String> byHeader,
    boolean faultTolerant,
    boolean showHeaders,
    Redis redis,
    Redis.Server server,
    Clock clock)
    implements Plugin {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimiting.class);
  private static final long WINDOW_SECONDS = 60;
  private static final int EACH_REQUEST = -1;

  static RateLimiting from(PluginEntry entry, Redis redis, Vault vault, Clock clock) {
    Entity config = entry.config();
    int perMinute =
        config.optionalInteger("minute").orElseThrow(() -> config.problem("'minute' is missing"));
    String policy = config.optionalText("policy").orElse("local");
    if (!policy.equals("redis")) {
      throw config.problem(
          "the embedded gateway counts by the policy 'redis', not '" + policy + "'");
    }
    if (config.optionalInteger("sync_rate").orElse(EACH_REQUEST) == 0) {
      throw config.problem(
          "'sync_rate' must be at least 0.02, or -1 to count each request at once");
    }
    RateLimiting plugin =
        new RateLimiting(
            entry.scope().orElse("global"),
            perMinute,
            limitBy(config),
            config.flag("fault_tolerant", true),
            !config.flag("hide_client_headers", false),
            redis,
            server(config.entity("redis"), vault),
            clock);
    config.end();
    return plugin;
  }

  private static Optional<String> limitBy(Entity config) {
    String by = config.optionalText("limit_by").orElse("consumer");
    return switch (by) {
      case "ip" -> Optional.empty();
      case "header" -> Optional.of(config.text("header_name"));
      default ->
          throw config.problem("the embedded gateway limits by 'ip' or 'header', not '" + by + "'");
    };
  }

  private static Redis.Server server(Entity redis, Vault vault) {
    Redis.Server server =
        new Redis.Server(
            redis.text("host"),
            redis.integer("port", 6379),
            redis.integer("timeout", 2000),
            vault.resolve(redis.where(), redis.optionalText("username").orElse("")),
            vault.resolve(redis.where(), redis.optionalText("password").orElse("")));
    redis.end();
    return server;
  }

  @Override
  public String name() {
    return "rate-limiting";
  }

  @Override
  public int priority() {
    return 910;
  }

  @Override
  public Optional<Response> access(Exchange exchange) {
    Instant now = clock.instant();
    long start = now.getEpochSecond() / WINDOW_SECONDS * WINDOW_SECONDS;
    long used;
    try {
      used = count(exchange, start);
    } catch (JedisException e) {
      LOG.error("cannot count requests: {}", e.getMessage());
      return faultTolerant
          ? Optional.empty()
          : Optional.of(Response.exit(500, "An unexpected error occurred"));
    }
    long reset = Math.max(1, start + WINDOW_SECONDS - now.getEpochSecond());
    if (showHeaders) {
      tell(exchange.responseHeaders(), Math.max(0, perMinute - used), reset);
    }
    if (used <= perMinute) {
      return Optional.empty();
    }
    exchange.responseHeaders().set("retry-after", Long.toString(reset));
    return Optional.of(Response.exit(429, "API rate limit exceeded"));
  }

  private long count(Exchange exchange, long windowStart) {
    String who =
        byHeader.flatMap(exchange.requestHeaders()::first).orElse(exchange.clientAddress());
    String key = "ratelimit:" + scope + ":" + who + ":" + windowStart + ":minute";
    return redis.count(server, key, WINDOW_SECONDS);
  }

  private void tell(Headers response, long remaining, long reset) {
    response.set("x-ratelimit-limit-minute", Integer.toString(perMinute));
    response.set("x-ratelimit-remaining-minute", Long.toString(remaining));
    response.set("ratelimit-limit", Integer.toString(perMinute));
    response.set("ratelimit-remaining", Long.toString(remaining));
    response.set("ratelimit-reset", Long.toString(reset));
  }
}

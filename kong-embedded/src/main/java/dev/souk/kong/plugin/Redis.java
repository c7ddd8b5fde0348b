package dev.souk.kong.plugin;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** Connections to the Redis servers that plugins name. */
public final class Redis implements AutoCloseable {
  /** A server as a plugin's configuration names it; an empty user or password is none. */
  public record Server(
      String host, int port, int timeoutMillis, String username, String password) {}

  private static final String COUNT =
      "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end return n";
  private static final int MAX_CONNECTIONS = 32;

  private final BiFunction<String, Integer, InetSocketAddress> addresses;
  private final ConcurrentHashMap<Server, RedisClient> clients = new ConcurrentHashMap<>();

  /**
   * @param addresses where a configured host and port are found
   */
  public Redis(BiFunction<String, Integer, InetSocketAddress> addresses) {
    this.addresses = addresses;
  }

  /** The client of a server; it connects when it is first used. */
  public RedisClient client(Server server) {
    return clients.computeIfAbsent(server, this::connect);
  }

  /**
   * Adds one to a counter that is forgotten some seconds after its first use, and gives its value.
   */
  public long count(Server server, String key, long seconds) {
    return (Long) client(server).eval(COUNT, List.of(key), List.of(Long.toString(seconds)));
  }

  private RedisClient connect(Server server) {
    InetSocketAddress address = addresses.apply(server.host(), server.port());
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder().resp2().timeoutMillis(server.timeoutMillis());
    if (!server.username().isEmpty()) {
      config.user(server.username());
    }
    if (!server.password().isEmpty()) {
      config.password(server.password());
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setMaxIdle(MAX_CONNECTIONS);
    pool.setMaxWait(java.time.Duration.ofMillis(server.timeoutMillis()));
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(address.getHostString(), address.getPort()))
        .clientConfig(config.build())
        .poolConfig(pool)
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(RedisClient::close);
  }
}

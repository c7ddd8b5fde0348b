package dev.souk.auth.store;

import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/** Opens connections to Redis. */
public final class RedisConnection {
  private static final int MAX_CONNECTIONS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private RedisConnection() {}

  /** A pool of connections, made when first needed. */
  public static RedisClient open(URI uri) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setMaxIdle(MAX_CONNECTIONS);
    pool.setMaxWait(PATIENCE);
    return RedisClient.builder()
        .hostAndPort(JedisURIHelper.getHostAndPort(uri))
        .clientConfig(
            DefaultJedisClientConfig.builder(uri).timeoutMillis((int) PATIENCE.toMillis()).build())
        .poolConfig(pool)
        .build();
  }
}

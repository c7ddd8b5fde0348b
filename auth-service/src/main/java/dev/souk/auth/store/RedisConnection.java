package dev.souk.auth.store;

import dev.souk.kit.redis.RedisSpans;
import dev.souk.kit.tracing.Tracing;
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
  public static RedisClient open(URI uri, Tracing tracing) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setMaxIdle(MAX_CONNECTIONS);
    pool.setMaxWait(PATIENCE);
    return RedisSpans.client(
        JedisURIHelper.getHostAndPort(uri),
        DefaultJedisClientConfig.builder(uri).timeoutMillis((int) PATIENCE.toMillis()).build(),
        pool,
        tracing);
  }
}

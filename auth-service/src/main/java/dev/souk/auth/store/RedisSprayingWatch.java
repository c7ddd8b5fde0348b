package dev.souk.auth.store;

import static dev.souk.auth.store.RedisScripts.reaching;

import dev.souk.auth.domain.SprayingWatch;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * The addresses, hashed, that logins from a network failed for of late: a sorted set in Redis by
 * the time of the last failure, no larger than is needed to tell that there are too many.
 */
public final class RedisSprayingWatch implements SprayingWatch {
  private static final int SUSPICIOUS = 20;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private static final String FAILED =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local window = tonumber(ARGV[3])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
      redis.call('ZADD', KEYS[1], now, ARGV[1])
      redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[2]))
      redis.call('PEXPIRE', KEYS[1], window)
      if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[2]) then
        return 0
      end
      if redis.call('SET', KEYS[2], '1', 'NX', 'PX', window) then
        return 1
      end
      return 0
      """;

  private final UnifiedJedis redis;

  /** Watches by the given Redis. */
  public RedisSprayingWatch(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public boolean failed(String network, String email) {
    // The braces keep both keys in one slot of a Redis Cluster.
    String key = "souk:spraying:{" + network + "}";
    List<String> arguments =
        List.of(
            RedisScripts.hash(email),
            Integer.toString(SUSPICIOUS),
            Long.toString(WINDOW.toMillis()));
    return reaching(() -> redis.eval(FAILED, List.of(key, key + ":told"), arguments)).equals(1L);
  }
}

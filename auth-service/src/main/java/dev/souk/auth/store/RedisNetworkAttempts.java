package dev.souk.auth.store;

import static dev.souk.auth.store.RedisScripts.reaching;

import dev.souk.auth.domain.NetworkAttempts;
import dev.souk.kit.error.SignInErrors;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * Counters of failed logins in Redis, by the client's network: a bucket that leaks. Each operation
 * is one script, hence atomic, and goes by the clock of Redis, which all instances share.
 */
public final class RedisNetworkAttempts implements NetworkAttempts {
  private static final String KEY_PREFIX = "souk:login-networks:";
  private static final int FREE_FAILURES = 100;
  private static final Duration ONE_FORGIVEN_AFTER = Duration.ofSeconds(30);
  private static final Duration FIRST_LOCK = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

  /** Answers the milliseconds to wait, 0 when the attempt passes, and the lock that it sets. */
  private static final String BEGIN =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local locked = tonumber(redis.call('HGET', KEYS[1], 'lockedUntil') or '0')
      if locked > now then
        return { locked - now, 0 }
      end
      local before = tonumber(redis.call('HGET', KEYS[1], 'failures') or '0')
      local asOf = tonumber(redis.call('HGET', KEYS[1], 'asOf') or now)
      local forgiven = math.floor((now - asOf) / ARGV[2])
      local left = math.max(0, before - forgiven)
      asOf = left > 0 and asOf + forgiven * ARGV[2] or now
      local failures = left + 1
      local lock = 0
      if failures >= tonumber(ARGV[1]) then
        lock = now + math.min(ARGV[3] * 2 ^ (failures - ARGV[1]), tonumber(ARGV[4]))
        redis.call('HSET', KEYS[1], 'lockedUntil', string.format('%.0f', lock))
      end
      redis.call('HSET', KEYS[1], 'failures', string.format('%.0f', failures), 'asOf', string.format('%.0f', asOf))
      redis.call('PEXPIRE', KEYS[1], math.ceil(failures * ARGV[2] + ARGV[4]))
      return { 0, lock }
      """;

  private static final String WITHDRAW =
      """
      local failures = tonumber(redis.call('HGET', KEYS[1], 'failures') or '0')
      if failures <= 1 then
        return redis.call('DEL', KEYS[1])
      end
      redis.call('HSET', KEYS[1], 'failures', string.format('%.0f', failures - 1))
      if redis.call('HGET', KEYS[1], 'lockedUntil') == ARGV[1] then
        redis.call('HDEL', KEYS[1], 'lockedUntil')
      end
      return 0
      """;

  private final UnifiedJedis redis;

  /** Counters in the given Redis. */
  public RedisNetworkAttempts(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public Attempt begin(String network) {
    List<String> limits =
        List.of(
            Integer.toString(FREE_FAILURES),
            Long.toString(ONE_FORGIVEN_AFTER.toMillis()),
            Long.toString(FIRST_LOCK.toMillis()),
            Long.toString(LONGEST_LOCK.toMillis()));
    List<?> answer = (List<?>) reaching(() -> redis.eval(BEGIN, List.of(key(network)), limits));
    long wait = (Long) answer.get(0);
    if (wait > 0) {
      throw SignInErrors.lockedOut(Duration.ofMillis(wait));
    }
    return new Attempt(network, (Long) answer.get(1));
  }

  @Override
  public void withdraw(Attempt attempt) {
    List<String> lock = List.of(Long.toString(attempt.lock()));
    reaching(() -> redis.eval(WITHDRAW, List.of(key(attempt.network())), lock));
  }

  private static String key(String network) {
    return KEY_PREFIX + network;
  }
}

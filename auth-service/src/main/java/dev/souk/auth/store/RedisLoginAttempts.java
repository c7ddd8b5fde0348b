package dev.souk.auth.store;

import static dev.souk.auth.store.RedisScripts.reaching;

import dev.souk.auth.domain.LoginAttempts;
import dev.souk.kit.error.SignInErrors;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * Counters of failed logins in Redis, by the hash of the e-mail address. Each operation is one
 * script, hence atomic, and goes by the clock of Redis, which all instances share. While Redis is
 * away nobody can log in: else that would be the time to guess passwords.
 */
public final class RedisLoginAttempts implements LoginAttempts {
  private static final String KEY_PREFIX = "souk:logins:";
  private static final int FREE_FAILURES = 10;
  private static final Duration FIRST_LOCK = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  /** Answers the milliseconds to wait; 0 lets the attempt pass and counts it as failed. */
  private static final String BEGIN =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local locked = tonumber(redis.call('HGET', KEYS[1], 'lockedUntil') or '0')
      if locked > now then
        return locked - now
      end
      local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
      if failures >= tonumber(ARGV[1]) then
        local lock = math.min(ARGV[2] * 2 ^ (failures - ARGV[1]), tonumber(ARGV[3]))
        redis.call('HSET', KEYS[1], 'lockedUntil', string.format('%.0f', now + lock))
      end
      redis.call('PEXPIRE', KEYS[1], ARGV[4])
      return 0
      """;

  private static final String WITHDRAW =
      """
      redis.call('HDEL', KEYS[1], 'lockedUntil')
      if redis.call('HINCRBY', KEYS[1], 'failures', -1) <= 0 then
        redis.call('DEL', KEYS[1])
      end
      return 0
      """;

  private final UnifiedJedis redis;

  /** Counters in the given Redis. */
  public RedisLoginAttempts(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public void begin(String email) {
    List<String> limits =
        List.of(
            Integer.toString(FREE_FAILURES),
            Long.toString(FIRST_LOCK.toMillis()),
            Long.toString(LONGEST_LOCK.toMillis()),
            Long.toString(FORGOTTEN_AFTER.toMillis()));
    long wait = (Long) reaching(() -> redis.eval(BEGIN, List.of(key(email)), limits));
    if (wait > 0) {
      throw SignInErrors.lockedOut(Duration.ofMillis(wait));
    }
  }

  @Override
  public void succeeded(String email) {
    reaching(() -> redis.del(key(email)));
  }

  @Override
  public void withdraw(String email) {
    reaching(() -> redis.eval(WITHDRAW, List.of(key(email)), List.of()));
  }

  private static String key(String email) {
    return KEY_PREFIX + RedisScripts.hash(email);
  }
}

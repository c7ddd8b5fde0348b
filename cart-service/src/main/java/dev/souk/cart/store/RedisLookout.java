package dev.souk.cart.store;

import dev.souk.cart.domain.Lookout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * Looks in sorted sets of Redis, users by the time of the look: {@code cart-looks:{0}} and so on,
 * so that a Redis Cluster can spread them. Due ones are found without a scan of anything.
 */
public final class RedisLookout implements Lookout {
  private static final int SHARDS = 16;
  private static final RedisScript CLAIM = RedisScript.fromResource("/redis/claim-looks.lua");
  private static final RedisScript SETTLE = RedisScript.fromResource("/redis/settle-look.lua");

  private final UnifiedJedis redis;

  /** Looks there. */
  public RedisLookout(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public void plan(String userId, Instant time) {
    var _ =
        RedisFailures.guard(() -> redis.zadd(key(userId), (double) time.toEpochMilli(), userId));
  }

  @Override
  public List<Look> claim(Instant now, Instant leaseEnd, int most) {
    List<Look> looks = new ArrayList<>();
    for (int shard = 0; shard < SHARDS && looks.size() < most; shard++) {
      List<String> keys = List.of(key(shard));
      List<String> arguments =
          List.of(millis(now), millis(leaseEnd), Integer.toString(most - looks.size()));
      Object due = RedisFailures.guard(() -> CLAIM.run(redis, keys, arguments));
      ((List<?>) due).forEach(userId -> looks.add(new Look((String) userId, leaseEnd)));
    }
    return looks;
  }

  @Override
  public void settle(Look look, Optional<Instant> next) {
    List<String> keys = List.of(key(look.userId()));
    List<String> arguments =
        List.of(look.userId(), millis(look.leaseEnd()), next.map(RedisLookout::millis).orElse(""));
    var _ = RedisFailures.guard(() -> SETTLE.run(redis, keys, arguments));
  }

  @Override
  public void forget(String userId) {
    var _ = RedisFailures.guard(() -> redis.zrem(key(userId), userId));
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }

  private static String key(String userId) {
    return key(Math.floorMod(userId.hashCode(), SHARDS));
  }

  private static String key(int shard) {
    return "cart-looks:{" + shard + "}";
  }
}

package dev.souk.cart.store;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Reads what is kept of users, for {@code ./souk verify}. */
public final class CartAudit implements AutoCloseable {
  private final UnifiedJedis redis;

  private CartAudit(UnifiedJedis redis) {
    this.redis = redis;
  }

  /** Reads from the Redis at the address. */
  public static CartAudit open(String uri) {
    return new CartAudit(RedisClient.create(uri));
  }

  /** Those of the users of whom a cart or a wishlist is kept. */
  public List<String> owners(List<String> userIds) {
    List<String> owners = new ArrayList<>();
    for (String userId : userIds) {
      if (redis.exists(Keys.cart(userId)) || redis.exists(Keys.wishlist(userId))) {
        owners.add(userId);
      }
    }
    return owners;
  }

  @Override
  public void close() {
    redis.close();
  }
}

package dev.souk.cart.store;

import dev.souk.cart.domain.Wishlist;
import dev.souk.cart.domain.WishlistSnapshot;
import dev.souk.cart.domain.WishlistStore;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import redis.clients.jedis.UnifiedJedis;

/**
 * Wishlists in Redis: one string a user, {@code wishlist:{<user id>}}, changed as carts are, and
 * never forgotten.
 */
public final class RedisWishlistStore implements WishlistStore {
  private static final String FOR_GOOD = "0";
  private static final VersionedJson<StoredWishlist> JSON =
      new VersionedJson<>(StoredWishlist.class);

  private final UnifiedJedis redis;
  private final RandomGenerator random;

  /** Wishlists there. */
  public RedisWishlistStore(UnifiedJedis redis, RandomGenerator random) {
    this.redis = redis;
    this.random = random;
  }

  @Override
  public WishlistSnapshot read(String userId) {
    String key = Keys.wishlist(userId);
    return Optional.ofNullable(RedisFailures.guard(() -> redis.get(key)))
        .map(json -> JSON.decode(key, json))
        .map(stored -> new WishlistSnapshot(stored.toWishlist(), stored.version()))
        .orElse(WishlistSnapshot.NONE);
  }

  @Override
  public boolean replace(String userId, WishlistSnapshot read, Wishlist next) {
    String json = JSON.encode(StoredWishlist.of(next, VersionedJson.newVersion(random)));
    List<String> arguments = List.of(VersionedJson.head(read.version()), json, FOR_GOOD);
    List<String> keys = List.of(Keys.wishlist(userId));
    return RedisFailures.guard(() -> RedisScript.REPLACE.run(redis, keys, arguments)).equals(1L);
  }

  @Override
  public boolean remove(String userId, WishlistSnapshot read) {
    List<String> arguments = List.of(VersionedJson.head(read.version()));
    List<String> keys = List.of(Keys.wishlist(userId));
    return RedisFailures.guard(() -> RedisScript.REMOVE.run(redis, keys, arguments)).equals(1L);
  }
}

package dev.souk.cart.store;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.HashedGuest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.CartSnapshot;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Carts in Redis: one string a cart, {@code cart:{<user id>}} or {@code guest-cart:{<SHA-256 of the
 * guest id>}}, changed by scripts that compare versions. Versions are random, so that none comes
 * back, not even after Redis lost its data.
 *
 * <p>The mark of an idempotency key is a string of its own in the same hash slot, written by the
 * same script; so it lives its 24 hours however many keys an owner has.
 */
public final class RedisCartStore implements CartStore {
  private static final VersionedJson<StoredCart> JSON = new VersionedJson<>(StoredCart.class);
  private static final Duration KEY_MEMORY = Duration.ofHours(24);
  private static final String KEEP_TIME_TO_LIVE = "0";

  private final UnifiedJedis redis;
  private final CartLifetimes lifetimes;
  private final RandomGenerator random;

  /** Carts that Redis forgets so long after their last change. */
  public RedisCartStore(UnifiedJedis redis, CartLifetimes lifetimes, RandomGenerator random) {
    this.redis = redis;
    this.lifetimes = lifetimes;
    this.random = random;
  }

  @Override
  public CartSnapshot read(CartOwner owner, Optional<RequestKey> key) {
    String cartKey = cartKey(owner);
    if (key.isEmpty()) {
      return snapshot(cartKey, RedisFailures.guard(() -> redis.get(cartKey)), null);
    }
    String mark = markKey(owner, key.get());
    List<@Nullable String> values = RedisFailures.guard(() -> redis.mget(cartKey, mark));
    return snapshot(cartKey, values.getFirst(), values.getLast());
  }

  @Override
  public boolean replace(CartOwner owner, CartSnapshot read, Cart next, Optional<RequestKey> key) {
    boolean fresh = read.version().isEmpty() || next.isTouchedSince(read.cart());
    List<String> keys = new ArrayList<>(List.of(cartKey(owner)));
    List<String> arguments = new ArrayList<>();
    arguments.add(VersionedJson.head(read.version()));
    arguments.add(JSON.encode(StoredCart.of(next, VersionedJson.newVersion(random))));
    arguments.add(fresh ? Long.toString(lifetimes.of(owner).toMillis()) : KEEP_TIME_TO_LIVE);
    key.ifPresent(request -> {
      keys.add(markKey(owner, request));
      arguments.add(request.fingerprint());
      arguments.add(Long.toString(KEY_MEMORY.toMillis()));
    });
    return RedisFailures.guard(() -> RedisScript.REPLACE.run(redis, keys, arguments)).equals(1L);
  }

  @Override
  public boolean remove(CartOwner owner, CartSnapshot read) {
    List<String> keys = List.of(cartKey(owner));
    List<String> arguments = List.of(VersionedJson.head(read.version()));
    return RedisFailures.guard(() -> RedisScript.REMOVE.run(redis, keys, arguments)).equals(1L);
  }

  private static CartSnapshot snapshot(
      String cartKey, @Nullable String json, @Nullable String mark) {
    if (json == null) {
      return new CartSnapshot(Cart.NONE, "", Optional.ofNullable(mark));
    }
    StoredCart stored = JSON.decode(cartKey, json);
    return new CartSnapshot(stored.toCart(), stored.version(), Optional.ofNullable(mark));
  }

  private static String cartKey(CartOwner owner) {
    return switch (owner) {
      case User(String userId) -> Keys.cart(userId);
      case Guest guest -> cartKey(guest.hashed());
      case HashedGuest(String hash) -> Keys.guestCart(hash);
    };
  }

  private static String markKey(CartOwner owner, RequestKey request) {
    return cartKey(owner) + ":key:" + request.key();
  }
}

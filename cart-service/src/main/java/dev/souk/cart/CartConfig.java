package dev.souk.cart;

import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartLimits;
import dev.souk.kit.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What cart-service needs to know besides what every server does.
 *
 * @param redis {@code SOUK_REDIS_URI}: the Redis that keeps carts, with its password, such as
 *     {@code redis://:secret@redis:6379}
 * @param connections {@code SOUK_REDIS_CONNECTIONS}: the most to hold open
 * @param redisPatience {@code SOUK_REDIS_PATIENCE}: how long a call waits for a connection, and
 *     then for each answer, before it fails
 * @param productTarget {@code SOUK_PRODUCT_TARGET}: product-service's gRPC address
 * @param orderTarget {@code SOUK_ORDER_TARGET}: order-service's gRPC address
 * @param limits {@code SOUK_CART_MAX_LINES}: lines in a cart at most; {@code
 *     SOUK_CART_MAX_QUANTITY}: units of a line at most; {@code SOUK_CART_MAX_SAVED}: lines saved
 *     for later at most
 * @param wishlistLimit {@code SOUK_WISHLIST_MAX_ITEMS}: SKUs in a wishlist at most
 * @param lifetimes {@code SOUK_CART_TTL}: how long after its last change a user's cart is
 *     forgotten; {@code SOUK_GUEST_CART_TTL}: as that, for a guest's
 * @param kafkaBootstrap {@code SOUK_KAFKA_BOOTSTRAP}: addresses of the Kafka cluster
 * @param watch {@code SOUK_CART_ABANDONED_AFTER}: how long after its last change a cart counts as
 *     abandoned; {@code SOUK_CART_ABANDONED_INTERVAL}: the pause between two looks for such carts
 * @param priceMemory {@code SOUK_CART_PRICE_MEMORY}: how old a price in a cart may be
 */
record CartConfig(
    URI redis,
    int connections,
    Duration redisPatience,
    String productTarget,
    String orderTarget,
    CartLimits limits,
    int wishlistLimit,
    CartLifetimes lifetimes,
    String kafkaBootstrap,
    Watch watch,
    Duration priceMemory) {
  /**
   * When carts are abandoned.
   *
   * @param patience so long after their last change
   * @param interval between two looks for them
   */
  record Watch(Duration patience, Duration interval) {}

  private static final Duration USER_LIFETIME = Duration.ofDays(30);
  private static final Duration GUEST_LIFETIME = Duration.ofDays(14);

  static CartConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    CartConfig config =
        new CartConfig(
            URI.create(settings.required("SOUK_REDIS_URI")),
            settings.integer("SOUK_REDIS_CONNECTIONS", 32),
            settings.duration("SOUK_REDIS_PATIENCE", Duration.ofSeconds(2)),
            settings.required("SOUK_PRODUCT_TARGET"),
            settings.required("SOUK_ORDER_TARGET"),
            new CartLimits(
                settings.integer("SOUK_CART_MAX_LINES", 90),
                settings.integer("SOUK_CART_MAX_QUANTITY", 10_000),
                settings.integer("SOUK_CART_MAX_SAVED", 90)),
            settings.integer("SOUK_WISHLIST_MAX_ITEMS", 100),
            lifetimes(settings),
            settings.required("SOUK_KAFKA_BOOTSTRAP"),
            new Watch(
                settings.duration("SOUK_CART_ABANDONED_AFTER", Duration.ofHours(24)),
                settings.duration("SOUK_CART_ABANDONED_INTERVAL", Duration.ofSeconds(10))),
            settings.duration("SOUK_CART_PRICE_MEMORY", Duration.ofSeconds(1)));
    settings.check();
    if (config.watch.patience.compareTo(config.lifetimes.user()) >= 0) {
      throw new IllegalArgumentException("carts must not be forgotten before they are abandoned");
    }
    return config;
  }

  private static CartLifetimes lifetimes(Settings settings) {
    Duration user = settings.duration("SOUK_CART_TTL", USER_LIFETIME);
    Duration guest = user.compareTo(GUEST_LIFETIME) < 0 ? user : GUEST_LIFETIME;
    return new CartLifetimes(user, settings.duration("SOUK_GUEST_CART_TTL", guest));
  }
}

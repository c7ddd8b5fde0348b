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
 * @param redis {@code SOUK_REDIS_URI}
 * @param connections {@code SOUK_REDIS_CONNECTIONS}: the most to hold open
 * @param productTarget {@code SOUK_PRODUCT_TARGET}: product-service's gRPC address
 * @param orderTarget {@code SOUK_ORDER_TARGET}: order-service's gRPC address
 * @param limits {@code SOUK_CART_MAX_LINES}, {@code SOUK_CART_MAX_QUANTITY}, {@code
 *     SOUK_CART_MAX_SAVED}
 * @param wishlistLimit {@code SOUK_WISHLIST_MAX_ITEMS}
 * @param lifetimes {@code SOUK_CART_TTL}, {@code SOUK_GUEST_CART_TTL}: how long after its last
 *     change a user's, a guest's cart is forgotten
 * @param priceMemory {@code SOUK_CART_PRICE_MEMORY}: how old a price in a cart may be
 */
record CartConfig(
    URI redis,
    int connections,
    String productTarget,
    String orderTarget,
    CartLimits limits,
    int wishlistLimit,
    CartLifetimes lifetimes,
    Duration priceMemory) {
  private static final Duration USER_LIFETIME = Duration.ofDays(30);
  private static final Duration GUEST_LIFETIME = Duration.ofDays(14);

  static CartConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    CartConfig config =
        new CartConfig(
            URI.create(settings.required("SOUK_REDIS_URI")),
            settings.integer("SOUK_REDIS_CONNECTIONS", 32),
            settings.required("SOUK_PRODUCT_TARGET"),
            settings.required("SOUK_ORDER_TARGET"),
            new CartLimits(
                settings.integer("SOUK_CART_MAX_LINES", 90),
                settings.integer("SOUK_CART_MAX_QUANTITY", 10_000),
                settings.integer("SOUK_CART_MAX_SAVED", 90)),
            settings.integer("SOUK_WISHLIST_MAX_ITEMS", 100),
            lifetimes(settings),
            settings.duration("SOUK_CART_PRICE_MEMORY", Duration.ofSeconds(1)));
    settings.check();
    return config;
  }

  private static CartLifetimes lifetimes(Settings settings) {
    Duration user = settings.duration("SOUK_CART_TTL", USER_LIFETIME);
    Duration guest = user.compareTo(GUEST_LIFETIME) < 0 ? user : GUEST_LIFETIME;
    return new CartLifetimes(user, settings.duration("SOUK_GUEST_CART_TTL", guest));
  }
}

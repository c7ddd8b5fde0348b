package dev.souk.cart;

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
 * @param limits {@code SOUK_CART_MAX_LINES}, {@code SOUK_CART_MAX_QUANTITY}
 * @param timeToLive {@code SOUK_CART_TTL}: how long after its last change a cart is forgotten
 * @param priceMemory {@code SOUK_CART_PRICE_MEMORY}: how old a price in a cart may be
 */
record CartConfig(
    URI redis,
    int connections,
    String productTarget,
    CartLimits limits,
    Duration timeToLive,
    Duration priceMemory) {
  static CartConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    CartConfig config =
        new CartConfig(
            URI.create(settings.required("SOUK_REDIS_URI")),
            settings.integer("SOUK_REDIS_CONNECTIONS", 32),
            settings.required("SOUK_PRODUCT_TARGET"),
            new CartLimits(
                settings.integer("SOUK_CART_MAX_LINES", 90),
                settings.integer("SOUK_CART_MAX_QUANTITY", 10_000)),
            settings.duration("SOUK_CART_TTL", Duration.ofDays(30)),
            settings.duration("SOUK_CART_PRICE_MEMORY", Duration.ofSeconds(1)));
    settings.check();
    return config;
  }
}

package dev.souk.order;

import dev.souk.kit.config.Settings;
import dev.souk.kit.migration.MigrationMode;
import dev.souk.kit.sql.Login;
import dev.souk.order.fulfilment.FulfilmentPlan;
import dev.souk.order.fulfilment.FulfilmentStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the service needs beside what every server needs.
 *
 * @param postgres its database
 * @param migrations {@code SOUK_MIGRATIONS}: who brings the database to what this version needs,
 *     the service {@code at-start} or a run of its {@code migrate}, {@code by-job}
 * @param postgresPool {@code SOUK_POSTGRES_POOL}: connections at most
 * @param kafkaBootstrap {@code SOUK_KAFKA_BOOTSTRAP}: addresses of the Kafka cluster
 * @param userTarget {@code SOUK_USER_TARGET}: user-service's gRPC address
 * @param productTarget {@code SOUK_PRODUCT_TARGET}: product-service's gRPC address
 * @param cartTarget {@code SOUK_CART_TARGET}: cart-service's gRPC address
 * @param paymentTarget {@code SOUK_PAYMENT_TARGET}: payment-service's gRPC address
 * @param lease {@code SOUK_ORDER_LEASE}: how long a saga is left to who drives it; must be longer
 *     than a step and its repetitions take
 * @param pollInterval {@code SOUK_ORDER_POLL_INTERVAL}: how often sagas that are due are looked for
 * @param relayInterval {@code SOUK_ORDER_RELAY_INTERVAL}: how often the outbox is looked into
 * @param pricingTables {@code SOUK_PRICING_TABLES}: file of the tables of taxes, shipping and
 *     delivery times; those that come with the service when absent
 * @param accessTokenKey {@code SOUK_ORDER_TOKEN_KEY}: file of the key that access tokens of guests'
 *     orders are made with, 32 bytes in base64
 * @param guestRetention {@code SOUK_GUEST_ORDER_RETENTION}: how long after it was placed a guest's
 *     order that has come to an end keeps who the guest is
 * @param returnWindow {@code SOUK_ORDER_RETURN_WINDOW}: how long after its delivery an order can be
 *     returned
 * @param fulfilment {@code SOUK_FULFILMENT}: whether people take the steps that send an order, or
 *     each is due so long after the one before it as the {@code _AFTER} settings say; {@code
 *     SOUK_FULFILMENT_PICK_AFTER}: from payment to picking; {@code SOUK_FULFILMENT_PACK_AFTER}:
 *     from picking to packing; {@code SOUK_FULFILMENT_SHIP_AFTER}: from packing to shipping; {@code
 *     SOUK_FULFILMENT_DELIVER_AFTER}: from shipping to delivery
 * @param carrier {@code SOUK_FULFILMENT_CARRIER}: what the carrier is called where orders are sent
 *     automatically
 */
record OrderConfig(
    Login postgres,
    MigrationMode migrations,
    int postgresPool,
    String kafkaBootstrap,
    String userTarget,
    String productTarget,
    String cartTarget,
    String paymentTarget,
    Duration lease,
    Duration pollInterval,
    Duration relayInterval,
    Optional<Path> pricingTables,
    Path accessTokenKey,
    Duration guestRetention,
    Duration returnWindow,
    FulfilmentPlan fulfilment,
    String carrier) {

  static OrderConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    OrderConfig config =
        new OrderConfig(
            Login.from(settings),
            MigrationMode.from(settings),
            settings.integer("SOUK_POSTGRES_POOL", 16),
            settings.required("SOUK_KAFKA_BOOTSTRAP"),
            settings.required("SOUK_USER_TARGET"),
            settings.required("SOUK_PRODUCT_TARGET"),
            settings.required("SOUK_CART_TARGET"),
            settings.required("SOUK_PAYMENT_TARGET"),
            settings.duration("SOUK_ORDER_LEASE", Duration.ofSeconds(12)),
            settings.duration("SOUK_ORDER_POLL_INTERVAL", Duration.ofMillis(500)),
            settings.duration("SOUK_ORDER_RELAY_INTERVAL", Duration.ofMillis(100)),
            settings.optional("SOUK_PRICING_TABLES").map(Path::of),
            Path.of(settings.required("SOUK_ORDER_TOKEN_KEY")),
            settings.duration("SOUK_GUEST_ORDER_RETENTION", Duration.ofDays(180)),
            settings.duration("SOUK_ORDER_RETURN_WINDOW", Duration.ofDays(30)),
            plan(settings),
            settings.orDefault("SOUK_FULFILMENT_CARRIER", "Souk Post"));
    settings.check();
    return config;
  }

  private static FulfilmentPlan plan(Settings settings) {
    Map<FulfilmentStep, Duration> delays = new EnumMap<>(FulfilmentStep.class);
    delays.put(FulfilmentStep.PICK, after(settings, FulfilmentStep.PICK, Duration.ofMinutes(30)));
    delays.put(FulfilmentStep.PACK, after(settings, FulfilmentStep.PACK, Duration.ofMinutes(30)));
    delays.put(FulfilmentStep.SHIP, after(settings, FulfilmentStep.SHIP, Duration.ofHours(4)));
    delays.put(FulfilmentStep.DELIVER, after(settings, FulfilmentStep.DELIVER, Duration.ofDays(2)));
    boolean automatic =
        settings.oneOf("SOUK_FULFILMENT", "manual", "automatic").equals("automatic");
    return automatic ? new FulfilmentPlan(delays) : FulfilmentPlan.MANUAL;
  }

  private static Duration after(Settings settings, FulfilmentStep step, Duration standard) {
    return settings.duration("SOUK_FULFILMENT_" + step + "_AFTER", standard);
  }
}

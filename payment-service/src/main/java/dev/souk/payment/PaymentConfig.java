package dev.souk.payment;

import dev.souk.kit.config.Settings;
import dev.souk.kit.migration.MigrationMode;
import dev.souk.kit.sql.Login;
import dev.souk.payment.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What payment-service needs to know besides what every server does.
 *
 * @param postgres its database
 * @param migrations {@code SOUK_MIGRATIONS}: who brings the database to what this version needs,
 *     the service {@code at-start} or a run of its {@code migrate}, {@code by-job}
 * @param connections {@code SOUK_POSTGRES_CONNECTIONS}: the most to hold open for payments
 * @param provider {@code SOUK_PAYMENT_PROVIDER}: who moves the money; {@code
 *     SOUK_PAYMENT_PATIENCE}: how long a call waits for the provider's answer; {@code
 *     SOUK_SANDBOX_URL}: where the sandbox is; {@code SOUK_STRIPE_API_KEY}: the secret key of the
 *     account at Stripe; {@code SOUK_STRIPE_WEBHOOK_SECRET}: what Stripe signs its events with;
 *     {@code SOUK_STRIPE_API_BASE}: where Stripe is; {@code SOUK_STRIPE_RETURN_URL}: where Stripe
 *     sends a buyer who confirmed a payment
 * @param kafkaBootstrap {@code SOUK_KAFKA_BOOTSTRAP}: addresses of the Kafka cluster
 * @param relayInterval {@code SOUK_PAYMENT_RELAY_INTERVAL}: how often the outbox is looked into
 * @param lease {@code SOUK_PAYMENT_LEASE}: how long an operation is left to whoever began it
 * @param reconcileEvery {@code SOUK_PAYMENT_RECONCILE_EVERY}: how often left operations are sought
 */
record PaymentConfig(
    Login postgres,
    MigrationMode migrations,
    int connections,
    ProviderSettings provider,
    String kafkaBootstrap,
    Duration relayInterval,
    Duration lease,
    Duration reconcileEvery) {

  static PaymentConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    PaymentConfig config =
        new PaymentConfig(
            Login.from(settings),
            MigrationMode.from(settings),
            settings.integer("SOUK_POSTGRES_CONNECTIONS", 8),
            provider(settings),
            settings.required("SOUK_KAFKA_BOOTSTRAP"),
            settings.duration("SOUK_PAYMENT_RELAY_INTERVAL", Duration.ofMillis(100)),
            settings.duration("SOUK_PAYMENT_LEASE", Duration.ofSeconds(10)),
            settings.duration("SOUK_PAYMENT_RECONCILE_EVERY", Duration.ofSeconds(2)));
    settings.check();
    return config;
  }

  private static ProviderSettings provider(Settings settings) {
    return settings.oneOf("SOUK_PAYMENT_PROVIDER", "sandbox", "stripe").equals("stripe")
        ? stripe(settings)
        : new ProviderSettings.Sandbox(
            settings.requiredAddress("SOUK_SANDBOX_URL"),
            settings.duration("SOUK_PAYMENT_PATIENCE", Duration.ofSeconds(1)));
  }

  private static ProviderSettings stripe(Settings settings) {
    return new ProviderSettings.Stripe(
        new StripeSettings(
            settings.required("SOUK_STRIPE_API_KEY"),
            settings.required("SOUK_STRIPE_WEBHOOK_SECRET"),
            settings.address("SOUK_STRIPE_API_BASE", URI.create("https://api.stripe.com")),
            settings.optional("SOUK_STRIPE_RETURN_URL"),
            settings.duration("SOUK_PAYMENT_PATIENCE", Duration.ofSeconds(4))));
  }
}

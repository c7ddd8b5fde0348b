package dev.souk.payment;

import dev.souk.kit.config.Settings;
import dev.souk.kit.sql.Login;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What payment-service needs to know besides what every server does.
 *
 * @param postgres {@code SOUK_POSTGRES_URL}, {@code _USER} and {@code _PASSWORD}
 * @param connections {@code SOUK_POSTGRES_CONNECTIONS}: the most to hold open for payments
 * @param sandbox {@code SOUK_SANDBOX_URL}: where the sandbox provider answers
 * @param patience {@code SOUK_PAYMENT_PATIENCE}: after which a provider's answer counts as lost;
 *     well below what callers wait for
 * @param lease {@code SOUK_PAYMENT_LEASE}: how long an operation is left to whoever began it
 * @param reconcileEvery {@code SOUK_PAYMENT_RECONCILE_EVERY}: how often left operations are sought
 */
record PaymentConfig(
    Login postgres,
    int connections,
    URI sandbox,
    Duration patience,
    Duration lease,
    Duration reconcileEvery) {

  static PaymentConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    PaymentConfig config =
        new PaymentConfig(
            new Login(
                settings.required("SOUK_POSTGRES_URL"),
                settings.required("SOUK_POSTGRES_USER"),
                settings.orDefault("SOUK_POSTGRES_PASSWORD", "")),
            settings.integer("SOUK_POSTGRES_CONNECTIONS", 8),
            settings.requiredAddress("SOUK_SANDBOX_URL"),
            settings.duration("SOUK_PAYMENT_PATIENCE", Duration.ofSeconds(1)),
            settings.duration("SOUK_PAYMENT_LEASE", Duration.ofSeconds(10)),
            settings.duration("SOUK_PAYMENT_RECONCILE_EVERY", Duration.ofSeconds(2)));
    settings.check();
    return config;
  }
}

package dev.souk.user;

import dev.souk.kit.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What this service needs to know beside what every server does.
 *
 * @param mongoUri {@code SOUK_MONGODB_URI}: its MongoDB, with the name of the database
 * @param authTarget {@code SOUK_AUTH_TARGET}: auth-service's gRPC address
 * @param cartTarget {@code SOUK_CART_TARGET}: cart-service's gRPC address
 * @param productTarget {@code SOUK_PRODUCT_TARGET}: product-service's gRPC address
 * @param orderTarget {@code SOUK_ORDER_TARGET}: order-service's gRPC address
 * @param paymentTarget {@code SOUK_PAYMENT_TARGET}: payment-service's gRPC address
 * @param kafkaBootstrap {@code SOUK_KAFKA_BOOTSTRAP}: addresses of the Kafka cluster
 * @param auditRetention {@code SOUK_AUDIT_RETENTION}: how long the audit trail is kept
 * @param bootstrapAdmin {@code SOUK_BOOTSTRAP_ADMIN_EMAIL}: the administrator to make at the start
 *     where there is none; {@code SOUK_BOOTSTRAP_ADMIN_PASSWORD}: the password of that account
 * @param totpKeys {@code SOUK_TOTP_KEYS}: file of the keys that seal second factors, one line each,
 *     32 bytes in base64; the first one seals
 */
record UserConfig(
    String mongoUri,
    String authTarget,
    String cartTarget,
    String productTarget,
    String orderTarget,
    String paymentTarget,
    String kafkaBootstrap,
    Duration auditRetention,
    Optional<BootstrapAccount> bootstrapAdmin,
    Path totpKeys) {

  static UserConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    UserConfig config =
        new UserConfig(
            settings.required("SOUK_MONGODB_URI"),
            settings.required("SOUK_AUTH_TARGET"),
            settings.required("SOUK_CART_TARGET"),
            settings.required("SOUK_PRODUCT_TARGET"),
            settings.required("SOUK_ORDER_TARGET"),
            settings.required("SOUK_PAYMENT_TARGET"),
            settings.required("SOUK_KAFKA_BOOTSTRAP"),
            auditRetention(settings),
            settings
                .optional("SOUK_BOOTSTRAP_ADMIN_EMAIL")
                .map(email ->
                    new BootstrapAccount(
                        email, settings.required("SOUK_BOOTSTRAP_ADMIN_PASSWORD"))),
            Path.of(settings.required("SOUK_TOTP_KEYS")));
    settings.check();
    return config;
  }

  static Duration auditRetention(Settings settings) {
    return settings.duration("SOUK_AUDIT_RETENTION", Duration.ofDays(400));
  }

  /** The administrator to make at the start. */
  record BootstrapAccount(String email, String password) {
    @Override
    public String toString() {
      return "BootstrapAccount[...]";
    }
  }

  /** Without the connection string, which may hold a password. */
  @Override
  public String toString() {
    return "UserConfig[authTarget=" + authTarget + "]";
  }
}

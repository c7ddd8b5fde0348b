package dev.souk.kit.server;

import dev.souk.kit.config.Settings;
import dev.souk.kit.fault.FaultMode;
import dev.souk.kit.tracing.TracingConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What every server needs to know.
 *
 * @param bindAddress {@code SOUK_BIND_ADDRESS}: the address to listen on, all by default
 * @param grpcPort {@code SOUK_GRPC_PORT}: where gRPC listens; 0 lets the system choose
 * @param httpPort {@code SOUK_HTTP_PORT}: metrics and health, the gRPC port + 4000 by default
 * @param jwksUri {@code SOUK_JWKS_URI}: where auth-service publishes its keys
 * @param tokenIssuer {@code SOUK_TOKEN_ISSUER}: who issues users' tokens
 * @param tokenAudience {@code SOUK_TOKEN_AUDIENCE}: whom users' tokens are for
 * @param authTarget {@code SOUK_AUTH_TARGET}: auth-service's gRPC address
 * @param kafkaBootstrap {@code SOUK_KAFKA_BOOTSTRAP}: addresses of the Kafka cluster
 * @param serviceKey {@code SOUK_SERVICE_KEY}: file of the service's private key
 * @param serviceJwks {@code SOUK_SERVICE_JWKS}: file of every service's public key
 * @param defaultDeadline {@code SOUK_DEFAULT_DEADLINE}: for calls without one
 * @param maxMessageBytes {@code SOUK_MAX_MESSAGE_BYTES}: the largest request
 * @param strictErrors {@code SOUK_STRICT_ERRORS}: fail errors that lack their details, for tests
 * @param faults {@code SOUK_FAULTS}: {@code disabled} by default; {@code enabled} for a service
 *     that is alone in its process; {@code enabled-without-crash}
 * @param drainDelay {@code SOUK_DRAIN_DELAY}: how long to serve on after readiness ended, before
 *     calls are turned away; none by default
 * @param tracing whether and where spans are sent
 */
record ServerConfig(
    String bindAddress,
    int grpcPort,
    int httpPort,
    URI jwksUri,
    String tokenIssuer,
    String tokenAudience,
    String authTarget,
    String kafkaBootstrap,
    Path serviceKey,
    Path serviceJwks,
    Duration defaultDeadline,
    int maxMessageBytes,
    boolean strictErrors,
    FaultMode faults,
    Duration drainDelay,
    TracingConfig tracing) {

  private static final int HTTP_PORT_OFFSET = 4000;

  static ServerConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    int grpcPort = settings.port("SOUK_GRPC_PORT", 0);
    ServerConfig config =
        new ServerConfig(
            settings.orDefault("SOUK_BIND_ADDRESS", "0.0.0.0"),
            grpcPort,
            settings.port("SOUK_HTTP_PORT", grpcPort == 0 ? 0 : grpcPort + HTTP_PORT_OFFSET),
            URI.create(settings.required("SOUK_JWKS_URI")),
            settings.orDefault("SOUK_TOKEN_ISSUER", "https://souk.local"),
            settings.orDefault("SOUK_TOKEN_AUDIENCE", "souk"),
            settings.required("SOUK_AUTH_TARGET"),
            settings.required("SOUK_KAFKA_BOOTSTRAP"),
            Path.of(settings.required("SOUK_SERVICE_KEY")),
            Path.of(settings.required("SOUK_SERVICE_JWKS")),
            settings.duration("SOUK_DEFAULT_DEADLINE", Duration.ofSeconds(10)),
            settings.integer("SOUK_MAX_MESSAGE_BYTES", 4 * 1024 * 1024),
            Boolean.parseBoolean(settings.orDefault("SOUK_STRICT_ERRORS", "false")),
            faults(settings.oneOf("SOUK_FAULTS", "disabled", "enabled", "enabled-without-crash")),
            settings.duration("SOUK_DRAIN_DELAY", Duration.ZERO),
            TracingConfig.from(settings));
    settings.check();
    return config;
  }

  private static FaultMode faults(String setting) {
    return FaultMode.valueOf(setting.replace('-', '_').toUpperCase(Locale.ROOT));
  }
}

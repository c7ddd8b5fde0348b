package dev.souk.auth;

import dev.souk.kit.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * What this service needs to know beside what every server does.
 *
 * @param mongoUri {@code SOUK_MONGODB_URI}, with the name of the database
 * @param redisUri {@code SOUK_REDIS_URI}
 * @param userTarget {@code SOUK_USER_TARGET}: user-service's gRPC address
 * @param signingKey {@code SOUK_SIGNING_KEY}: file of the private key that signs access tokens
 * @param tokenIssuer {@code SOUK_TOKEN_ISSUER} of access tokens
 * @param tokenAudience {@code SOUK_TOKEN_AUDIENCE} of access tokens
 */
record AuthConfig(
    String mongoUri,
    URI redisUri,
    String userTarget,
    Path signingKey,
    String tokenIssuer,
    String tokenAudience) {

  static AuthConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    AuthConfig config =
        new AuthConfig(
            settings.required("SOUK_MONGODB_URI"),
            URI.create(settings.required("SOUK_REDIS_URI")),
            settings.required("SOUK_USER_TARGET"),
            Path.of(settings.required("SOUK_SIGNING_KEY")),
            settings.orDefault("SOUK_TOKEN_ISSUER", "https://souk.local"),
            settings.orDefault("SOUK_TOKEN_AUDIENCE", "souk"));
    settings.check();
    return config;
  }

  /** Without the connection strings, which may hold passwords. */
  @Override
  public String toString() {
    return "AuthConfig[userTarget=" + userTarget + "]";
  }
}

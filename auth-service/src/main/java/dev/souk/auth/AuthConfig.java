package dev.souk.auth;

import dev.souk.auth.domain.TokenMails;
import dev.souk.auth.mail.SmtpSettings;
import dev.souk.kit.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What this service needs to know beside what every server does.
 *
 * @param mongoUri {@code SOUK_MONGODB_URI}: its MongoDB, with the name of the database
 * @param redisUri {@code SOUK_REDIS_URI}: the Redis of revocations and of attempts to sign in, with
 *     its password
 * @param userTarget {@code SOUK_USER_TARGET}: user-service's gRPC address
 * @param signingKey {@code SOUK_SIGNING_KEY}: file of the private key that signs access tokens
 * @param publishedKeys {@code SOUK_PUBLISHED_KEYS}: file of public keys in PEM that access tokens
 *     are accepted with besides, none by default
 * @param tokenIssuer {@code SOUK_TOKEN_ISSUER}: who issues access tokens
 * @param tokenAudience {@code SOUK_TOKEN_AUDIENCE}: whom access tokens are for
 * @param smtp {@code SOUK_SMTP_HOST}: the server that takes mails; {@code SOUK_SMTP_PORT}: its
 *     port; {@code SOUK_SMTP_SECURITY}: how the connection to it is protected; {@code
 *     SOUK_SMTP_USERNAME}: who to be there; {@code SOUK_SMTP_PASSWORD}: the password to that;
 *     {@code SOUK_MAIL_FROM}: the sender of mails
 * @param storefront {@code SOUK_STOREFRONT_URL}: what mails link to
 * @param codeKey {@code SOUK_CODE_KEY}: file of the key that codes of text messages are hashed
 *     with, 32 bytes in base64
 * @param smsDomain {@code SOUK_SMS_DOMAIN}: mails to a number there become text messages
 * @param mails {@code SOUK_RESET_TOKEN_LIFETIME}: how long a link that resets a password is good;
 *     {@code SOUK_VERIFICATION_TOKEN_LIFETIME}: how long a link that proves an address is good
 * @param oidcIssuers {@code SOUK_OIDC_ISSUERS}: file of the OpenID issuers that are trusted; none
 *     without
 */
record AuthConfig(
    String mongoUri,
    URI redisUri,
    String userTarget,
    Path signingKey,
    Optional<Path> publishedKeys,
    String tokenIssuer,
    String tokenAudience,
    SmtpSettings smtp,
    URI storefront,
    Path codeKey,
    String smsDomain,
    TokenMails mails,
    Optional<Path> oidcIssuers) {

  static AuthConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    AuthConfig config =
        new AuthConfig(
            settings.required("SOUK_MONGODB_URI"),
            URI.create(settings.required("SOUK_REDIS_URI")),
            settings.required("SOUK_USER_TARGET"),
            Path.of(settings.required("SOUK_SIGNING_KEY")),
            settings.optional("SOUK_PUBLISHED_KEYS").map(Path::of),
            settings.orDefault("SOUK_TOKEN_ISSUER", "https://souk.local"),
            settings.orDefault("SOUK_TOKEN_AUDIENCE", "souk"),
            smtp(settings),
            storefront(settings),
            Path.of(settings.required("SOUK_CODE_KEY")),
            settings.orDefault("SOUK_SMS_DOMAIN", "sms.souk.local"),
            mails(settings),
            settings.optional("SOUK_OIDC_ISSUERS").map(Path::of));
    settings.check();
    return config;
  }

  private static SmtpSettings smtp(Settings settings) {
    return new SmtpSettings(
        settings.orDefault("SOUK_SMTP_HOST", "localhost"),
        settings.port("SOUK_SMTP_PORT", 25),
        settings.choice("SOUK_SMTP_SECURITY", SmtpSettings.Security.STARTTLS),
        settings
            .optional("SOUK_SMTP_USERNAME")
            .map(name -> new SmtpSettings.Account(name, settings.required("SOUK_SMTP_PASSWORD"))),
        settings.orDefault("SOUK_MAIL_FROM", "Souk <no-reply@souk.local>"));
  }

  private static URI storefront(Settings settings) {
    return settings.address("SOUK_STOREFRONT_URL", URI.create("http://localhost:3000"));
  }

  private static TokenMails mails(Settings settings) {
    return new TokenMails(
        storefront(settings),
        settings.duration("SOUK_RESET_TOKEN_LIFETIME", Duration.ofMinutes(30)),
        settings.duration("SOUK_VERIFICATION_TOKEN_LIFETIME", Duration.ofHours(24)));
  }

  /** Without the connection strings, which may hold passwords. */
  @Override
  public String toString() {
    return "AuthConfig[userTarget=" + userTarget + "]";
  }
}

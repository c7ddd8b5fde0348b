package dev.souk.sandbox;

import dev.souk.kit.config.Settings;
import dev.souk.kit.sql.Login;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the sandbox needs to know.
 *
 * @param bindAddress {@code SOUK_BIND_ADDRESS}: the address to listen on, all by default
 * @param port {@code SOUK_HTTP_PORT}: where it listens; 0 lets the system choose
 * @param publicUrl {@code SOUK_SANDBOX_PUBLIC_URL}: where the buyer's browser finds it, on this
 *     machine by default
 * @param postgres its books
 * @param late {@code SOUK_SANDBOX_LATE}: how long {@code tok_timeout} waits for its answer
 */
record SandboxConfig(
    String bindAddress, int port, Optional<String> publicUrl, Login postgres, Duration late) {

  static SandboxConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    SandboxConfig config =
        new SandboxConfig(
            settings.orDefault("SOUK_BIND_ADDRESS", "0.0.0.0"),
            settings.port("SOUK_HTTP_PORT", 8026),
            settings.optional("SOUK_SANDBOX_PUBLIC_URL"),
            Login.from(settings),
            settings.duration("SOUK_SANDBOX_LATE", Duration.ofSeconds(3)));
    settings.check();
    return config;
  }
}

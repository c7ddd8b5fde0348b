package dev.souk.local;

import dev.souk.kit.config.ConfigException;
import dev.souk.kit.config.Settings;
import dev.souk.kit.tracing.TracingConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What distinguishes one local stack from another on the same machine.
 *
 * @param home folder of its data, keys and logs ({@code SOUK_HOME})
 * @param ports where it listens ({@code SOUK_PORT_OFFSET})
 * @param fulfilment how orders go to their buyers: {@code SOUK_FULFILMENT} and what else begins so,
 *     for order-service as it is
 * @param tracing whether and where its traces go ({@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code
 *     OTEL_TRACES_SAMPLER_ARG})
 */
public record StackConfig(
    Path home, StackPorts ports, Map<String, String> fulfilment, TracingConfig tracing) {
  private static final String FULFILMENT = "SOUK_FULFILMENT";

  /** Reads the configuration from the environment. */
  public static StackConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    StackConfig config =
        new StackConfig(
            Path.of(settings.orDefault("SOUK_HOME", ".souk")).toAbsolutePath().normalize(),
            new StackPorts(settings.integer("SOUK_PORT_OFFSET", 0)),
            env.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(FULFILMENT))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)),
            TracingConfig.from(settings));
    settings.check();
    config.tracing.endpoint().ifPresent(StackConfig::requirePlain);
    return config;
  }

  /** Folder of the stores' data. */
  public Path data() {
    return home.resolve("data");
  }

  /** Folder of the keys. */
  public Path keys() {
    return home.resolve("keys");
  }

  /** Folder of the logs. */
  public Path logs() {
    return home.resolve("logs");
  }

  /** The gateway knows the rest of the collector's address from kong.yml. */
  private static void requirePlain(URI collector) {
    boolean plain =
        collector.getScheme().equals("http")
            && collector.getPort() > 0
            && collector.getPath().replace("/", "").isEmpty();
    if (!plain) {
      throw new ConfigException(
          List.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT must be http://host:port for the local stack, not \""
                  + collector
                  + "\""));
    }
  }
}

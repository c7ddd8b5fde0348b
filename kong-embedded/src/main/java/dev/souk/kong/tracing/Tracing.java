package dev.souk.kong.tracing;

import dev.souk.kong.config.Addresses;
import dev.souk.kong.config.ConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Whether requests are traced, by Kong's own settings. While they are not, no class of
 * OpenTelemetry is loaded.
 */
public final class Tracing implements AutoCloseable {
  private static final String INSTRUMENTATIONS = "KONG_TRACING_INSTRUMENTATIONS";
  private static final String SAMPLING_RATE = "KONG_TRACING_SAMPLING_RATE";

  /** Kong's. */
  private static final String DEFAULT_RATE = "0.01";

  private final boolean on;
  private final double rate;
  private final Addresses addresses;
  private Optional<RequestSpans> spans = Optional.empty();

  private Tracing(boolean on, double rate, Addresses addresses) {
    this.on = on;
    this.rate = rate;
    this.addresses = addresses;
  }

  /**
   * Reads the settings.
   *
   * @throws ConfigurationException when this host does not know what they ask for
   */
  public static Tracing of(Map<String, String> environment, Addresses addresses) {
    boolean on =
        switch (environment.getOrDefault(INSTRUMENTATIONS, "")) {
          case "", "off" -> false;
          case "request" -> true;
          default ->
              throw new ConfigurationException(
                  INSTRUMENTATIONS, "the embedded gateway knows 'off' and 'request' alone");
        };
    return new Tracing(on, rate(environment.getOrDefault(SAMPLING_RATE, "")), addresses);
  }

  private static double rate(String given) {
    try {
      double rate = Double.parseDouble(given.isEmpty() ? DEFAULT_RATE : given);
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      throw new ConfigurationException(SAMPLING_RATE, "must be a number from 0 to 1");
    }
    throw new ConfigurationException(SAMPLING_RATE, "must be a number from 0 to 1");
  }

  /**
   * Spans that are sent to a collector, which takes OTLP over HTTP; none while requests are not
   * traced.
   */
  public Optional<RequestSpans> spans(URI endpoint, Map<String, String> resource) {
    if (on && spans.isEmpty()) {
      String place = addresses.all(endpoint.getHost(), endpoint.getPort()).getFirst();
      URI target = URI.create(endpoint.getScheme() + "://" + place + endpoint.getPath());
      spans = Optional.of(RequestSpans.to(target, resource, rate));
    }
    return spans;
  }

  /** Sends what is not sent yet. */
  @Override
  public void close() {
    if (spans.isPresent()) {
      spans.get().close();
    }
  }
}

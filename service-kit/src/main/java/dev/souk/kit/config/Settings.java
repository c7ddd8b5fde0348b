package dev.souk.kit.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads settings from a map, the environment as a rule, and collects what is wrong with them, so
 * that one start names every missing and every malformed key. Build the record, then {@link
 * #check()}.
 */
public final class Settings {
  private static final URI NOWHERE = URI.create("http://localhost");
  private static final String TEXT = "text";
  private static final String PORT = "a port, 0 to 65535";
  private static final String WHOLE_NUMBER = "a whole number";
  private static final String DURATION = "an ISO 8601 duration such as PT10S";
  private static final String ADDRESS = "an address such as https://shop.example";

  private final Map<String, String> values;
  private final Consumer<Setting> watcher;
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, String> values, Consumer<Setting> watcher) {
    this.values = values;
    this.watcher = watcher;
  }

  /** Settings out of the given values; an empty value counts as absent. */
  public static Settings of(Map<String, String> values) {
    if (values instanceof WatchedSettings watched) {
      return new Settings(values, watched::note);
    }
    return new Settings(values, setting -> {});
  }

  /** The value, or a problem and an empty string when it is absent. */
  public String required(String key) {
    watcher.accept(new Setting(key, TEXT, "", true));
    return value(key).orElseGet(() -> problem(key + " is missing", ""));
  }

  /** The value where there is one. */
  public Optional<String> optional(String key) {
    watcher.accept(new Setting(key, TEXT, "", false));
    return value(key);
  }

  /** The value, or another when it is absent. */
  public String orDefault(String key, String fallback) {
    watcher.accept(new Setting(key, TEXT, fallback, false));
    return value(key).orElse(fallback);
  }

  /** A TCP port, 0 to 65535; 0 lets the system choose. */
  public int port(String key, int fallback) {
    int port = parsed(key, fallback, Integer::parseInt, PORT);
    return port >= 0 && port <= 65535
        ? port
        : problem(key + " must be " + PORT + ", not " + port, fallback);
  }

  /** A whole number. */
  public int integer(String key, int fallback) {
    return parsed(key, fallback, Integer::parseInt, WHOLE_NUMBER);
  }

  /** A share of a whole, 0 to 1. */
  public double ratio(String key, double fallback) {
    double ratio = parsed(key, fallback, Double::parseDouble, "a number from 0 to 1");
    return ratio >= 0 && ratio <= 1
        ? ratio
        : problem(key + " must be a number from 0 to 1, not " + ratio, fallback);
  }

  /** An ISO 8601 duration such as {@code PT10S}. */
  public Duration duration(String key, Duration fallback) {
    return parsed(key, fallback, Duration::parse, DURATION);
  }

  /** An address such as {@code https://shop.example}, with a scheme and a host. */
  public URI address(String key, URI fallback) {
    return located(key, parsed(key, fallback, URI::create, ADDRESS), fallback);
  }

  /** As {@link #address}, or a problem when it is absent. */
  public URI requiredAddress(String key) {
    watcher.accept(new Setting(key, ADDRESS, "", true));
    return value(key).isPresent()
        ? located(key, parse(key, NOWHERE, URI::create, ADDRESS), NOWHERE)
        : problem(key + " is missing", NOWHERE);
  }

  /** One of the values; the first when it is absent. */
  public String oneOf(String key, String... values) {
    List<String> allowed = List.of(values);
    watcher.accept(new Setting(key, oneOf(allowed), values[0], false));
    String value = value(key).orElse(values[0]);
    return allowed.contains(value)
        ? value
        : problem(key + " must be one of " + allowed + ", not \"" + value + "\"", values[0]);
  }

  /** One of the names of an enum. */
  public <E extends Enum<E>> E choice(String key, E fallback) {
    Class<E> type = fallback.getDeclaringClass();
    return parsed(
        key,
        fallback,
        name -> Enum.valueOf(type, name),
        oneOf(Arrays.stream(type.getEnumConstants()).map(Enum::name).toList()));
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException naming every problem met so far
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
  }

  private <T> T parsed(String key, T fallback, Function<String, T> parse, String form) {
    watcher.accept(new Setting(key, form, fallback.toString(), false));
    return parse(key, fallback, parse, form);
  }

  private <T> T parse(String key, T fallback, Function<String, T> parse, String form) {
    Optional<String> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      return parse.apply(value.get());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return problem(key + " must be " + form + ", not \"" + value.get() + "\"", fallback);
    }
  }

  private URI located(String key, URI address, URI fallback) {
    return address.getScheme() != null && address.getHost() != null
        ? address
        : problem(key + " must have a scheme and a host, not be \"" + address + "\"", fallback);
  }

  private static String oneOf(List<String> values) {
    return values.stream().collect(Collectors.joining(", ", "one of ", ""));
  }

  private <T> T problem(String problem, T fallback) {
    problems.add(problem);
    return fallback;
  }
}

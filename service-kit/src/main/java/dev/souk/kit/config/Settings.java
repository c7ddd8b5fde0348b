package dev.souk.kit.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads settings from a map, the environment as a rule, and collects what is wrong with them, so
 * that one start names every missing and every malformed key. Build the record, then {@link
 * #check()}.
 */
public final class Settings {
  private static final URI NOWHERE = URI.create("http://localhost");

  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /** Settings out of the given values; an empty value counts as absent. */
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /** The value, or a problem and an empty string when it is absent. */
  public String required(String key) {
    return optional(key).orElseGet(() -> problem(key + " is missing", ""));
  }

  /** The value where there is one. */
  public Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
  }

  /** The value, or another when it is absent. */
  public String orDefault(String key, String fallback) {
    return optional(key).orElse(fallback);
  }

  /** A TCP port, 0 to 65535; 0 lets the system choose. */
  public int port(String key, int fallback) {
    int port = integer(key, fallback);
    return port >= 0 && port <= 65535
        ? port
        : problem(key + " must be a port, 0 to 65535, not " + port, fallback);
  }

  /** A whole number. */
  public int integer(String key, int fallback) {
    return parsed(key, fallback, Integer::parseInt, "a whole number");
  }

  /** An ISO 8601 duration such as {@code PT10S}. */
  public Duration duration(String key, Duration fallback) {
    return parsed(key, fallback, Duration::parse, "an ISO 8601 duration such as PT10S");
  }

  /** An address such as {@code https://shop.example}, with a scheme and a host. */
  public URI address(String key, URI fallback) {
    URI address = parsed(key, fallback, URI::create, "an address such as https://shop.example");
    return address.getScheme() != null && address.getHost() != null
        ? address
        : problem(key + " must have a scheme and a host, not be \"" + address + "\"", fallback);
  }

  /** As {@link #address}, or a problem when it is absent. */
  public URI requiredAddress(String key) {
    return optional(key).isPresent()
        ? address(key, NOWHERE)
        : problem(key + " is missing", NOWHERE);
  }

  /** One of the values; the first when it is absent. */
  public String oneOf(String key, String... values) {
    String value = orDefault(key, values[0]);
    List<String> allowed = List.of(values);
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
        "one of " + List.of(type.getEnumConstants()));
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

  private <T> T parsed(String key, T fallback, Function<String, T> parse, String expected) {
    Optional<String> value = optional(key);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      return parse.apply(value.get());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return problem(key + " must be " + expected + ", not \"" + value.get() + "\"", fallback);
    }
  }

  private <T> T problem(String problem, T fallback) {
    problems.add(problem);
    return fallback;
  }
}

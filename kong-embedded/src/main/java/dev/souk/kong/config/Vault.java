package dev.souk.kong.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references such as <code>{vault://env/redis-password}</code>, which reads {@code
 * REDIS_PASSWORD}.
 */
public final class Vault {
  private static final Pattern REFERENCE = Pattern.compile("\\{vault://env/([a-zA-Z0-9_-]+)}");

  private final Map<String, String> environment;

  public Vault(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Tells whether a setting is a reference. */
  public static boolean isReference(String value) {
    return value.startsWith("{vault://");
  }

  /**
   * Gives what a reference stands for; other values stand for themselves.
   *
   * @param where how messages name the setting
   * @throws ConfigurationException when the reference is of another vault or its variable is not
   *     set
   */
  public String resolve(String where, String value) {
    if (!isReference(value)) {
      return value;
    }
    Matcher reference = REFERENCE.matcher(value);
    if (!reference.matches()) {
      throw new ConfigurationException(
          where, "the embedded gateway knows the env vault only, not " + value);
    }
    String variable = reference.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
    String found = environment.get(variable);
    if (found == null) {
      throw new ConfigurationException(
          where, value + " needs the variable " + variable + ", which is not set");
    }
    return found;
  }
}

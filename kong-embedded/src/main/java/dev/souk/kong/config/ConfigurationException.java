package dev.souk.kong.config;

/**
 * {@code kong.yml}, or what it needs, cannot be used; the message names the place and the reason.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String where, String problem) {
    super(where + ": " + problem);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}

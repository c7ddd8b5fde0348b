package dev.souk.kit.config;

import java.util.List;

/** The configuration cannot be used; the message names everything that is wrong with it. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The configuration has these problems. */
  public ConfigException(List<String> problems) {
    super("configuration: " + String.join("; ", problems));
  }
}

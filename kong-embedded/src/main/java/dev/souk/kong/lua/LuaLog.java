package dev.souk.kong.lua;

import org.slf4j.Logger;

/** Writes what plugins log, at the level that they name. */
final class LuaLog {
  private LuaLog() {}

  static void write(Logger log, String level, String message) {
    switch (level) {
      case "err" -> log.error("{}", message);
      case "warn" -> log.warn("{}", message);
      case "debug" -> log.debug("{}", message);
      default -> log.info("{}", message);
    }
  }
}

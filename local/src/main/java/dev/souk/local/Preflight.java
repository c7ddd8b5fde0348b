package dev.souk.local;

import dev.souk.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What would fail later, and less clearly, checked before anything is started. */
final class Preflight {
  private static final long MEBIBYTE = 1L << 20;
  private static final long NEEDED = 512 * MEBIBYTE;

  private Preflight() {}

  static void check(StackConfig config) throws IOException {
    Files.createDirectories(config.home());
    requireSpace(config.home());
    config.ports().ofServices().forEach((name, port) -> requireFree(name, port, config));
  }

  private static void requireSpace(Path home) throws IOException {
    long free = Files.getFileStore(home).getUsableSpace();
    if (free < NEEDED) {
      throw new StartException(
          "the disk is full: %s has %d MB left, the shop needs %d MB"
              .formatted(home, free / MEBIBYTE, NEEDED / MEBIBYTE));
    }
  }

  private static void requireFree(String name, int port, StackConfig config) {
    if (!FreePort.isFree(port)) {
      throw new StartException(
          "port %d (%s) is in use by another program; stop that, or move the whole shop: SOUK_PORT_OFFSET=%d ./souk up"
              .formatted(port, name, config.ports().offset() + 1_000));
    }
  }
}

package dev.souk.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Reads the key that access tokens are made with. */
final class AccessTokenKey {
  private static final int BYTES = 32;

  private AccessTokenKey() {}

  /**
   * The key: 32 bytes in base64.
   *
   * @throws IllegalArgumentException when it is none
   */
  static byte[] read(Path file) {
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length != BYTES) {
        throw new IllegalArgumentException("not 32 bytes in base64: " + file);
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the key " + file, e);
    }
  }
}

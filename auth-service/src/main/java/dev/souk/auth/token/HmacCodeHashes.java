package dev.souk.auth.token;

import dev.souk.auth.domain.phone.CodeHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes codes with HMAC-SHA-256 under a key from the environment. */
public final class HmacCodeHashes implements CodeHashes {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  private HmacCodeHashes(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * Reads the key: 32 bytes in base64.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static HmacCodeHashes read(Path file) {
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("not 32 bytes in base64: " + file);
      }
      return new HmacCodeHashes(key);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the key " + file, e);
    }
  }

  @Override
  public String of(String purpose, String code) {
    try {
      Mac hmac = Mac.getInstance(ALGORITHM);
      hmac.init(key);
      byte[] hash = hmac.doFinal((purpose + " " + code).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}

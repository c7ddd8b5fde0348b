package dev.souk.system.shop;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app (RFC 6238). Each code that it shows is of a later step than the one before,
 * as each can be used once; three are taken at the clock's present step and those beside it.
 */
public final class Authenticator {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;
  private long lastStep = Instant.now().getEpochSecond() / 30 - 2;

  /** An app with the secret, in Base32. */
  public Authenticator(String secret) {
    this.secret = bytes(secret);
  }

  private static byte[] bytes(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    long buffer = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = ((buffer << 5) | BASE32.indexOf(base32.charAt(i))) & 0xffff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >>> bits));
      }
    }
    return bytes.array();
  }

  /** The next code. */
  public String code() {
    lastStep++;
    try {
      Mac hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = hmac.doFinal(ByteBuffer.allocate(8).putLong(lastStep).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 0xf) & Integer.MAX_VALUE;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

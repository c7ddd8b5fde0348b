package dev.souk.user.domain.totp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) as every authenticator app makes them: HMAC-SHA-1, steps
 * of 30 seconds, 6 digits. A clock may be one step away (section 5.2).
 */
public final class Totp {
  private static final int STEP_SECONDS = 30;
  private static final int DRIFT = 1;
  private static final int MODULUS = 1_000_000;
  private static final int LOWEST_BITS = 0xf;

  private Totp() {}

  /** The step that the time is in. */
  public static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
  }

  /** The code of a step (RFC 4226, section 5.3). */
  public static String code(TotpSecret secret, long step) {
    byte[] hash = hmac(secret.bytes(), ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & LOWEST_BITS;
    int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    return "%06d".formatted(truncated % MODULUS);
  }

  /**
   * The step whose code it is, of those that the clock of an app may be in. All are computed and
   * compared, whichever it is.
   *
   * @param after a step that was used before; neither it nor any earlier one counts
   */
  static OptionalLong match(TotpSecret secret, String code, Instant now, long after) {
    OptionalLong found = OptionalLong.empty();
    for (long step = step(now) - DRIFT; step <= step(now) + DRIFT; step++) {
      if (isEqual(code(secret, step), code) && step > after) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static boolean isEqual(String expected, String actual) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(key, "HmacSHA1"));
      return hmac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-1", e);
    }
  }
}

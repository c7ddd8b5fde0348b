package dev.souk.order.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that open guests' orders. A token is made of the order's id under a key that the
 * database does not know, so that it can be answered again and is kept nowhere; only its hash is.
 */
public final class AccessTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "order access token v1 ";

  /** Compared with where there is no order, for it to take as long. */
  private static final String NO_HASH = "0".repeat(64);

  private final SecretKeySpec key;

  /**
   * Makes tokens under a key.
   *
   * @param key 32 random bytes
   */
  public AccessTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The order's token: 256 bits in base64url, 43 characters. */
  public String of(String orderId) {
    try {
      Mac hmac = Mac.getInstance(ALGORITHM);
      hmac.init(key);
      byte[] token = hmac.doFinal((PURPOSE + orderId).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** What is kept of a token: its SHA-256 in hexadecimal. A token has no need of a slow hash. */
  public static String hash(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Whether the token is the one that was hashed, found out in the same time whatever it is.
   *
   * @param tokenHash empty for none
   */
  public static boolean opens(String token, String tokenHash) {
    byte[] kept = (tokenHash.isEmpty() ? NO_HASH : tokenHash).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(hash(token).getBytes(StandardCharsets.UTF_8), kept);
  }
}

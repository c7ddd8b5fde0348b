package dev.souk.auth.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A refresh token: the id of its session, 256 random bits, and a tag (HMAC-SHA-256 with the key of
 * the session, cut to 128 bits) that shows that the session issued it.
 *
 * <p>The session keeps the hash of its living token alone. A token with a right tag and another
 * hash was spent before; so however often a session is refreshed, its document does not grow, and
 * who merely knows a session's id cannot have it ended as stolen.
 */
public final class RefreshToken {
  private static final String SESSION_PREFIX = "ses_";
  private static final int SESSION_BYTES = 26;
  private static final int SECRET_BYTES = 32;
  private static final int TAG_BYTES = 16;
  private static final int SIGNED_BYTES = SESSION_BYTES + SECRET_BYTES;
  private static final int TEXT_LENGTH = 99;
  private static final byte[] SEALING =
      "souk refresh token successor".getBytes(StandardCharsets.US_ASCII);
  private static final int SEALING_KEY_BYTES = 32;

  private final byte[] bytes;

  RefreshToken(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new token of the session. */
  static RefreshToken issue(String sessionId, SessionKey key, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String session = sessionId.substring(SESSION_PREFIX.length());
    byte[] signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .put(session.getBytes(StandardCharsets.US_ASCII))
            .put(secret)
            .array();
    byte[] bytes = Arrays.copyOf(signed, SIGNED_BYTES + TAG_BYTES);
    System.arraycopy(tag(signed, key), 0, bytes, SIGNED_BYTES, TAG_BYTES);
    return new RefreshToken(bytes);
  }

  /** The token with the text, if that has the form of one. */
  public static Optional<RefreshToken> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RefreshToken(Base64.getUrlDecoder().decode(text)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The session that the token says it is of. */
  String sessionId() {
    return SESSION_PREFIX + new String(bytes, 0, SESSION_BYTES, StandardCharsets.ISO_8859_1);
  }

  /** Whether a session with that key issued the token. */
  boolean isIssuedWith(SessionKey key) {
    byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
    byte[] tag = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    return MessageDigest.isEqual(tag(signed, key), tag);
  }

  /** What it is made of; as secret as its text. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** A key that only who has the token can derive (HKDF with SHA-256, RFC 5869). */
  SecretKey sealingKey() {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract().addIKM(bytes).thenExpand(SEALING, SEALING_KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HKDF with SHA-256", e);
    }
  }

  /** What may be stored: SHA-256 in hexadecimal. 256 random bits need no slower hash. */
  String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What the client gets. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "RefreshToken[...]";
  }

  private static byte[] tag(byte[] signed, SessionKey key) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      return Arrays.copyOf(hmac.doFinal(signed), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}

package dev.souk.auth.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A token that is used once: 256 random bits. One that is mailed is made when the mail is sent, and
 * kept nowhere but there.
 *
 * @param text what the mail, or the answer, says
 */
public record OneTimeToken(String text) {
  private static final int BYTES = 32;

  /** A new token. */
  public static OneTimeToken random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new OneTimeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What may be stored: SHA-256 in hexadecimal. 256 random bits need no slower hash. */
  public String hash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "OneTimeToken[...]";
  }
}

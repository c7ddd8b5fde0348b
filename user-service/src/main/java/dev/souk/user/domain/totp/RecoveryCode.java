package dev.souk.user.domain.totp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What signs in once when the authenticator app is lost: 120 random bits, in Base32 (RFC 4648,
 * section 6) and groups of six, such as {@code K7QX2P-5MDCN4-VTR6AZ-W3HYJE}.
 *
 * @param text in upper case, with hyphens
 */
public record RecoveryCode(String text) {
  /** How many an account gets. */
  static final int COUNT = 10;

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 24;
  private static final int GROUP = 6;

  static List<RecoveryCode> random(SecureRandom random) {
    return Stream.generate(() -> one(random)).limit(COUNT).toList();
  }

  private static RecoveryCode one(SecureRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new RecoveryCode(text.toString());
  }

  /**
   * What may be stored: SHA-256 in hexadecimal, of the code without what people get wrong. 120
   * random bits need no slower hash (OWASP ASVS 5.0, 6.5.2).
   */
  String hash() {
    String letters = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(letters.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "RecoveryCode[...]";
  }
}

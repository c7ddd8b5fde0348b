package dev.souk.auth.domain.apikey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An API key as its owner has it: a prefix, 256 random bits as 43 digits to base 62, and the CRC-32
 * of both as 6, by which scanners for leaked secrets tell one from other text.
 */
public final class ApiKeyText {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_DIGITS = 43;
  private static final int CHECKSUM_DIGITS = 6;
  private static final int PREFIX_LENGTH = 3;
  private static final int LENGTH = PREFIX_LENGTH + SECRET_DIGITS + CHECKSUM_DIGITS;
  private static final int ENDING_LENGTH = 4;

  private final String text;

  private ApiKeyText(String text) {
    this.text = text;
  }

  /** A new key. */
  static ApiKeyText random(ApiKeyKind kind, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String body = kind.prefix() + digits(new BigInteger(1, secret), SECRET_DIGITS);
    return new ApiKeyText(body + checksum(body));
  }

  /** The key with the text, if that has the form of one. */
  public static Optional<ApiKeyText> parse(String text) {
    if (text.length() != LENGTH
        || Arrays.stream(ApiKeyKind.values()).noneMatch(kind -> text.startsWith(kind.prefix()))) {
      return Optional.empty();
    }
    int end = LENGTH - CHECKSUM_DIGITS;
    return checksum(text.substring(0, end)).equals(text.substring(end))
        ? Optional.of(new ApiKeyText(text))
        : Optional.empty();
  }

  /** What its owner is shown once. */
  public String text() {
    return text;
  }

  /** What may be stored: SHA-256 in hexadecimal. 256 random bits need no slower hash. */
  public String hash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** By which its owner tells it from others: of the checksum, so of no use to anybody else. */
  String ending() {
    return text.substring(LENGTH - ENDING_LENGTH);
  }

  @Override
  public String toString() {
    return "ApiKeyText[...]";
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
  }

  private static String digits(BigInteger number, int count) {
    char[] digits = new char[count];
    BigInteger rest = number;
    for (int i = count - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }
}

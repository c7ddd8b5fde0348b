package dev.souk.auth.domain.totp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A secret as people and apps take it.
 *
 * @param secret Base32 (RFC 4648, section 6) without padding
 * @param uri the Key URI that authenticator apps read from a QR code
 */
public record TotpSetup(String secret, String uri) {
  private static final String ISSUER = "Souk";
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  static TotpSetup of(SecondFactors.Enrolment enrolment) {
    String secret = base32(enrolment.secret());
    String uri =
        "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
            .formatted(ISSUER, encoded(enrolment.accountName()), secret, ISSUER);
    return new TotpSetup(secret, uri);
  }

  private static String encoded(String label) {
    return URLEncoder.encode(label, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = buffer << Byte.SIZE | Byte.toUnsignedInt(next);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(ALPHABET.charAt(buffer >>> bits & (ALPHABET.length() - 1)));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(buffer << (BITS - bits) & (ALPHABET.length() - 1)));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "TotpSetup[...]";
  }
}

package dev.souk.user.domain.totp;

import java.security.SecureRandom;

/**
 * What an authenticator app and the service share.
 *
 * @param bytes 20 random ones, as long as the hash (RFC 4226, section 4, R6)
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record TotpSecret(byte[] bytes) {
  private static final int BYTES = 20;

  static TotpSecret random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new TotpSecret(bytes);
  }

  @Override
  public String toString() {
    return "TotpSecret[...]";
  }
}

package dev.souk.auth.domain;

import java.security.SecureRandom;

/**
 * What a session tags its refresh tokens with. Who reads it in the store can make a token that
 * looks spent, and none that is accepted.
 *
 * @param bytes 256 random bits
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SessionKey(byte[] bytes) {
  static SessionKey random(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new SessionKey(bytes);
  }

  @Override
  public String toString() {
    return "SessionKey[...]";
  }
}

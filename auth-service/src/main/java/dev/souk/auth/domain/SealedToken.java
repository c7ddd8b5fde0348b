package dev.souk.auth.domain;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A refresh token that whoever has its predecessor can read, and nobody else: AES-256-GCM under a
 * key derived from the predecessor, of which the store has a hash alone.
 *
 * @param bytes the nonce, 96 random bits, and what was encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SealedToken(byte[] bytes) {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  static SealedToken seal(RefreshToken token, RefreshToken predecessor, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, predecessor, nonce, token.bytes());
    byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
    System.arraycopy(encrypted, 0, bytes, NONCE_BYTES, encrypted.length);
    return new SealedToken(bytes);
  }

  /**
   * The token.
   *
   * @throws IllegalStateException when it was sealed for another predecessor
   */
  RefreshToken open(RefreshToken predecessor) {
    byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    byte[] encrypted = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
    return new RefreshToken(crypt(Cipher.DECRYPT_MODE, predecessor, nonce, encrypted));
  }

  private static byte[] crypt(int mode, RefreshToken predecessor, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, predecessor.sealingKey(), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not what this token was succeeded by", e);
    }
  }

  @Override
  public String toString() {
    return "SealedToken[...]";
  }
}

package dev.souk.user.seal;

import dev.souk.user.domain.totp.SecretSeal;
import dev.souk.user.domain.totp.TotpSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM, bound to the account. The first key seals, all open: to replace a key,
 * put the new one before it. What is stored begins with four bytes of the key's own hash, which say
 * which one it was.
 */
public final class AesGcmSeal implements SecretSeal {
  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<ByteBuffer, SecretKeySpec> keys;
  private final ByteBuffer sealingKey;
  private final SecureRandom random;

  private AesGcmSeal(Map<ByteBuffer, SecretKeySpec> keys, SecureRandom random) {
    this.keys = keys;
    this.sealingKey = keys.keySet().iterator().next();
    this.random = random;
  }

  /**
   * Reads the keys: one line each, 32 bytes in base64.
   *
   * @throws IllegalArgumentException when there is none, or a line that is none
   */
  public static AesGcmSeal read(Path file, SecureRandom random) {
    Map<ByteBuffer, SecretKeySpec> keys = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          byte[] key = Base64.getDecoder().decode(line.strip());
          requireLength(key, file);
          keys.put(idOf(key), new SecretKeySpec(key, "AES"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the keys " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key in " + file);
    }
    return new AesGcmSeal(keys, random);
  }

  private static void requireLength(byte[] key, Path file) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("not 32 bytes in base64: a line of " + file);
    }
  }

  private static ByteBuffer idOf(byte[] key) throws GeneralSecurityException {
    return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key), 0, KEY_ID_BYTES)
        .slice();
  }

  @Override
  public String seal(String userId, TotpSecret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, sealingKey, nonce, userId).doFinal(secret.bytes());
      byte[] stored =
          ByteBuffer.allocate(KEY_ID_BYTES + NONCE_BYTES + sealed.length)
              .put(sealingKey.duplicate())
              .put(nonce)
              .put(sealed)
              .array();
      return Base64.getEncoder().encodeToString(stored);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  @Override
  public TotpSecret open(String userId, String sealed) {
    ByteBuffer stored = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
    ByteBuffer keyId = stored.slice(0, KEY_ID_BYTES);
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] content = new byte[stored.remaining() - KEY_ID_BYTES - NONCE_BYTES];
    stored.position(KEY_ID_BYTES).get(nonce).get(content);
    if (!keys.containsKey(keyId)) {
      throw new IllegalStateException("a second factor was sealed with a key that is not there");
    }
    try {
      return new TotpSecret(cipher(Cipher.DECRYPT_MODE, keyId, nonce, userId).doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a second factor is not what was sealed", e);
    }
  }

  private Cipher cipher(int mode, ByteBuffer keyId, byte[] nonce, String userId)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(userId.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}

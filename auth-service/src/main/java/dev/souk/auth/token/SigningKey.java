package dev.souk.auth.token;

import dev.souk.kit.identity.RsaKeys;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/** The key that signs access tokens; its id is its RFC 7638 thumbprint. */
public final class SigningKey {
  private final RSAPrivateCrtKey privateKey;
  private final RSAPublicKey publicKey;
  private final String id;

  private SigningKey(RSAPrivateCrtKey privateKey) {
    this.privateKey = privateKey;
    this.publicKey = RsaKeys.publicOf(privateKey);
    this.id = RsaKeys.thumbprint(publicKey);
  }

  /** Reads a key from a file, PKCS #8 in PEM. */
  public static SigningKey read(Path pem) {
    return new SigningKey(RsaKeys.readPrivate(pem));
  }

  RSAPrivateCrtKey privateKey() {
    return privateKey;
  }

  RSAPublicKey publicKey() {
    return publicKey;
  }

  String id() {
    return id;
  }

  @Override
  public String toString() {
    return "SigningKey[id=" + id + "]";
  }
}

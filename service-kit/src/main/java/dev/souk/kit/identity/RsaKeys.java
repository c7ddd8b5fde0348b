package dev.souk.kit.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RSA keys in files, as PKCS #8 in PEM ({@code -----BEGIN PRIVATE KEY-----}). */
public final class RsaKeys {
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----(.*?)-----END PUBLIC KEY-----", Pattern.DOTALL);

  private RsaKeys() {}

  /** Reads a private key. */
  public static RSAPrivateCrtKey readPrivate(Path pem) {
    try {
      String base64 =
          Files.readString(pem).replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").strip();
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (RSAPrivateCrtKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the key " + pem, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not an RSA private key in PKCS #8 PEM: " + pem, e);
    }
  }

  /**
   * Reads the public keys of a file, any number of them one after another, each as
   * SubjectPublicKeyInfo in PEM ({@code -----BEGIN PUBLIC KEY-----}).
   */
  public static List<RSAPublicKey> readPublic(Path pem) {
    try {
      String text = Files.readString(pem);
      List<RSAPublicKey> keys = new ArrayList<>();
      Matcher blocks = PUBLIC_KEY.matcher(text);
      while (blocks.find()) {
        byte[] der = Base64.getMimeDecoder().decode(blocks.group(1).strip());
        keys.add(
            (RSAPublicKey)
                KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
      }
      if (!blocks.replaceAll("").isBlank()) {
        throw new IllegalArgumentException("not public keys in PEM alone: " + pem);
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the keys " + pem, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not RSA public keys in PEM: " + pem, e);
    }
  }

  /** The public half of a private key. */
  public static RSAPublicKey publicOf(RSAPrivateCrtKey key) {
    try {
      RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The key's id: its RFC 7638 thumbprint, which needs no registry and never clashes. */
  public static String thumbprint(RSAPublicKey key) {
    String canonical =
        "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
            .formatted(Jwks.encode(key.getPublicExponent()), Jwks.encode(key.getModulus()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.souk.auth.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON Web Key Set (RFC 7517): RSA keys, and elliptic ones on P-256. */
final class JsonWebKeys {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MIN_RSA_BITS = 2048;

  private JsonWebKeys() {}

  /**
   * The keys that verify signatures, by id; others, and those without an id, are left out.
   *
   * @throws IllegalArgumentException when the text is no key set
   */
  static Map<String, PublicKey> parse(String text) {
    try {
      JsonNode set = JSON.readTree(text);
      if (!set.path("keys").isArray()) {
        throw new IllegalArgumentException("not a JSON Web Key Set");
      }
      Map<String, PublicKey> keys = new LinkedHashMap<>();
      for (JsonNode key : set.path("keys")) {
        String kid = key.path("kid").asText();
        if (!kid.isEmpty() && key.path("use").asText("sig").equals("sig")) {
          publicKey(key).ifPresent(known -> keys.put(kid, known));
        }
      }
      return keys;
    } catch (IOException e) {
      throw new IllegalArgumentException("not a JSON Web Key Set", e);
    }
  }

  /** A key that is malformed is left out: it must not take the sound ones with it. */
  private static Optional<PublicKey> publicKey(JsonNode key) {
    try {
      return switch (key.path("kty").asText()) {
        case "RSA" -> rsa(key);
        case "EC" -> key.path("crv").asText().equals("P-256") ? p256(key) : Optional.empty();
        default -> Optional.empty();
      };
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> rsa(JsonNode key) throws GeneralSecurityException {
    BigInteger modulus = number(key, "n");
    if (modulus.bitLength() < MIN_RSA_BITS) {
      return Optional.empty();
    }
    return Optional.of(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, number(key, "e"))));
  }

  private static Optional<PublicKey> p256(JsonNode key) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
    return Optional.of(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
  }

  private static BigInteger number(JsonNode key, String field) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
  }
}

package dev.souk.kit.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets of public RSA keys by key id, in the form of RFC 7517. */
public final class Jwks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Jwks() {}

  /**
   * Reads a key set; keys of other kinds than RSA are left out.
   *
   * @throws IllegalArgumentException when it is not a key set
   */
  public static Map<String, RSAPublicKey> parse(String json) {
    try {
      Map<String, RSAPublicKey> keys = new LinkedHashMap<>();
      for (JsonNode key : JSON.readTree(json).path("keys")) {
        if (key.path("kty").asText().equals("RSA")) {
          keys.put(key.path("kid").asText(), publicKey(key));
        }
      }
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("not a JSON Web Key Set", e);
    }
  }

  /** Reads a key set from a file. */
  public static Map<String, RSAPublicKey> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the keys as a set of signing keys. */
  public static String format(Map<String, RSAPublicKey> keys) {
    ObjectNode set = JSON.createObjectNode();
    ArrayNode list = set.putArray("keys");
    keys.forEach((kid, key) ->
        list.addObject()
            .put("kty", "RSA")
            .put("use", "sig")
            .put("alg", "RS256")
            .put("kid", kid)
            .put("n", encode(key.getModulus()))
            .put("e", encode(key.getPublicExponent())));
    return set.toString();
  }

  /** The key's base64url number: unsigned and without leading zeros (RFC 7518, section 6.3.1). */
  static String encode(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = java.util.Arrays.copyOfRange(bytes, sign, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }

  private static RSAPublicKey publicKey(JsonNode key) throws GeneralSecurityException {
    RSAPublicKeySpec spec = new RSAPublicKeySpec(decode(key, "n"), decode(key, "e"));
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
  }

  private static BigInteger decode(JsonNode key, String field) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
  }
}

package dev.souk.kit.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens that differ from a sound one in one thing each, which is what attackers try (RFC
 * 8725): another algorithm, key, claim, time or signature. All claim to be an administrator's.
 */
public final class ForgedTokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FAR = 60;

  private final RSAPrivateCrtKey key;
  private final RSAPublicKey publicKey;
  private final String kid;
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private final Map<String, String> invalid = new LinkedHashMap<>();

  /** Forgeries of tokens of a user's session, which the key signs under its thumbprint. */
  public ForgedTokens(RSAPrivateCrtKey key, String userId, String sessionId) {
    this.key = key;
    this.publicKey = RsaKeys.publicOf(key);
    this.kid = RsaKeys.thumbprint(publicKey);
    long now = Instant.now().getEpochSecond();
    claims.put("iss", "https://souk.local");
    claims.put("aud", "souk");
    claims.put("sub", userId);
    claims.put("sid", sessionId);
    claims.put("jti", "forged");
    claims.put("typ", "access");
    claims.put("email", "forger@example.com");
    claims.put("roles", List.of("ROLE_ADMIN", "ROLE_SELLER"));
    claims.put("iat", now);
    claims.put("exp", now + 600);
    addUnsigned();
    addOtherAlgorithms();
    addOtherKeys();
    addOtherClaims(now);
    addTampered();
  }

  /** What the others are made of, and nothing is wrong with: it is accepted. */
  public String sound() {
    return rs256(header("RS256", kid), claims, key);
  }

  /** Sound until a second ago. */
  public String expired() {
    return with("exp", Instant.now().getEpochSecond() - 1);
  }

  /** Issued, and not valid before, a moment that an honest clock may call the future. */
  public String ofAnEarlyClock() {
    Map<String, Object> early = new LinkedHashMap<>(claims);
    long soon = Instant.now().getEpochSecond() + 3;
    early.put("iat", soon);
    early.put("nbf", soon);
    return rs256(header("RS256", kid), early, key);
  }

  /** Those that must not be valid for anybody, by what is wrong with them. */
  public Map<String, String> invalid() {
    return invalid;
  }

  private void addUnsigned() {
    String signature = sound().substring(sound().lastIndexOf('.') + 1);
    for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
      String unsigned = signingInput(header(none, kid), claims);
      invalid.put("alg '%s' and no signature".formatted(none), unsigned + ".");
      invalid.put("alg '%s' and a signature".formatted(none), unsigned + "." + signature);
    }
    Map<String, Object> absent = header("", kid);
    absent.remove("alg");
    invalid.put("no alg", signingInput(absent, claims) + "." + signature);
    invalid.put("alg RS256 and no signature", signingInput(header("RS256", kid), claims) + ".");
  }

  private void addOtherAlgorithms() {
    Map<String, byte[]> secrets =
        Map.of(
            "PEM", ascii(TestIdentity.pem(publicKey)),
            "PEM without a line feed behind", ascii(TestIdentity.pem(publicKey).strip()),
            "DER", publicKey.getEncoded(),
            "modulus", publicKey.getModulus().toByteArray(),
            "key set", ascii(Jwks.format(Map.of(kid, publicKey))),
            "nothing", new byte[] {0});
    for (String size : List.of("256", "384", "512")) {
      secrets.forEach((name, secret) ->
          invalid.put(
              "HS%s with the public key as %s".formatted(size, name),
              hmac("HS" + size, "HmacSHA" + size, secret)));
    }
    invalid.put("alg RS256, signed by HMAC", hmac("RS256", "HmacSHA256", publicKey.getEncoded()));
    for (String size : List.of("384", "512")) {
      String input = signingInput(header("RS" + size, kid), claims);
      invalid.put("RS" + size, input + "." + rsa("SHA%swithRSA".formatted(size), input, key));
      String claimed = signingInput(header("RS256", kid), claims);
      invalid.put(
          "alg RS256, signed by RS" + size,
          claimed + "." + rsa("SHA%swithRSA".formatted(size), claimed, key));
    }
    String pss = signingInput(header("PS256", kid), claims);
    invalid.put("PS256", pss + "." + rsa("RSASSA-PSS", pss, key));
  }

  private void addOtherKeys() {
    RSAPrivateCrtKey other = TestIdentity.newKey();
    String otherId = RsaKeys.thumbprint(RsaKeys.publicOf(other));
    invalid.put("another key under the right kid", rs256(header("RS256", kid), claims, other));
    invalid.put("another key under its own kid", rs256(header("RS256", otherId), claims, other));
    for (String unknown : List.of("", "unknown", "../" + kid, kid + " ", "order-service")) {
      invalid.put(
          "the right key under the kid '%s'".formatted(unknown),
          rs256(header("RS256", unknown), claims, key));
    }
    Map<String, Object> nameless = header("RS256", kid);
    nameless.remove("kid");
    invalid.put("the right key without a kid", rs256(nameless, claims, key));
    Map<String, Object> embedded = header("RS256", otherId);
    embedded.put("jwk", Jwks.format(Map.of(otherId, RsaKeys.publicOf(other))));
    embedded.put("jku", "https://evil.example/jwks.json");
    invalid.put("a key that it brings along", rs256(embedded, claims, other));
  }

  private void addOtherClaims(long now) {
    for (Object issuer :
        List.of("https://evil.example", "https://souk.local/", "HTTPS://SOUK.LOCAL", "")) {
      invalid.put("issuer '%s'".formatted(issuer), with("iss", issuer));
    }
    for (Object audience : List.of("other", "SOUK", "", List.of("other"), List.of())) {
      invalid.put("audience '%s'".formatted(audience), with("aud", audience));
    }
    for (Object type : List.of("refresh", "service", "ACCESS", "")) {
      invalid.put("type '%s'".formatted(type), with("typ", type));
    }
    for (String claim : List.of("iss", "aud", "sub", "sid", "typ", "exp")) {
      Map<String, Object> less = new LinkedHashMap<>(claims);
      less.remove(claim);
      invalid.put("no " + claim, rs256(header("RS256", kid), less, key));
      less.put(claim, null);
      invalid.put(claim + " is null", rs256(header("RS256", kid), less, key));
    }
    invalid.put("not before a minute from now", with("nbf", now + FAR));
    invalid.put("issued a minute from now", with("iat", now + FAR));
    invalid.put("not before a text", with("nbf", "0"));
    invalid.put("an end that is a text", with("exp", Long.toString(now + 600)));
  }

  private void addTampered() {
    Map<String, Object> modest = new LinkedHashMap<>(claims);
    modest.put("roles", List.of("ROLE_CUSTOMER"));
    String sound = rs256(header("RS256", kid), modest, key);
    String signature = sound.substring(sound.lastIndexOf('.'));
    invalid.put("roles changed", signingInput(header("RS256", kid), claims) + signature);
    Map<String, Object> another = new LinkedHashMap<>(modest);
    another.put("sub", "usr_another");
    invalid.put("user changed", signingInput(header("RS256", kid), another) + signature);
    invalid.put("signature cut", sound().substring(0, sound().length() - 2));
    invalid.put("signature of zeros", signingInput(header("RS256", kid), claims) + "." + zeros());
    invalid.put("a fourth part", sound() + ".e30");
    invalid.put("two parts", signingInput(header("RS256", kid), claims));
    invalid.put("no JSON", base64(ascii("x")) + "." + base64(ascii("y")) + signature);
  }

  private String zeros() {
    return base64(new byte[publicKey.getModulus().bitLength() / 8]);
  }

  private String with(String claim, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    changed.put(claim, value);
    return rs256(header("RS256", kid), changed, key);
  }

  private static Map<String, Object> header(String algorithm, String kid) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    header.put("kid", kid);
    return header;
  }

  private static String signingInput(Map<String, Object> header, Map<String, Object> claims) {
    try {
      return base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rs256(
      Map<String, Object> header, Map<String, Object> claims, RSAPrivateCrtKey key) {
    String input = signingInput(header, claims);
    return input + "." + rsa("SHA256withRSA", input, key);
  }

  private String hmac(String algorithm, String name, byte[] secret) {
    String input = signingInput(header(algorithm, kid), claims);
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret, name));
      return input + "." + base64(mac.doFinal(ascii(input)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rsa(String algorithm, String input, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      if (algorithm.equals("RSASSA-PSS")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(key);
      signature.update(ascii(input));
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

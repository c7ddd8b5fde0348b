package dev.souk.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An OpenID issuer, such as Keycloak or Hydra: signs ID tokens and publishes its keys. */
final class TestIssuer implements AutoCloseable {
  static final String ISSUER = "https://login.example";
  static final String AUDIENCE = "souk-shop";

  private final Map<String, KeyPair> published = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final HttpServer server;
  private volatile boolean away;

  TestIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          try (exchange) {
            reads.incrementAndGet();
            byte[] body = jwks().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    publish("rsa-1", rsaKey());
    publish("ec-1", ecKey());
  }

  String jwksUri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  /** How often the keys were read. */
  int reads() {
    return reads.get();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  void publish(String kid, KeyPair key) {
    published.put(kid, key);
  }

  void withdraw(String kid) {
    published.remove(kid);
  }

  RSAPublicKey rsaPublic() {
    return (RSAPublicKey) published.get("rsa-1").getPublic();
  }

  /** A sound ID token of a person with a verified address. */
  JWTCreator.Builder claims(String subject, String email) {
    Instant now = Instant.now();
    return JWT.create()
        .withKeyId("rsa-1")
        .withIssuer(ISSUER)
        .withAudience(AUDIENCE)
        .withSubject(subject)
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(300))
        .withClaim("email", email)
        .withClaim("email_verified", true)
        .withClaim("name", "Grace Hopper");
  }

  String sign(JWTCreator.Builder claims) {
    return sign(claims, "rsa-1");
  }

  String sign(JWTCreator.Builder claims, String kid) {
    return claims.withKeyId(kid).sign(algorithm(published.get(kid)));
  }

  static Algorithm algorithm(KeyPair key) {
    return key.getPrivate() instanceof ECPrivateKey ec
        ? Algorithm.ECDSA256(null, ec)
        : Algorithm.RSA256(null, (RSAPrivateKey) key.getPrivate());
  }

  static KeyPair rsaKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair ecKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String jwks() {
    return published.entrySet().stream()
        .map(entry -> jwk(entry.getKey(), entry.getValue()))
        .collect(
            Collectors.joining(
                ",", "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"odd\",\"k\":\"AAAA\"},", "]}"));
  }

  private static String jwk(String kid, KeyPair key) {
    if (key.getPublic() instanceof RSAPublicKey rsa) {
      return "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
          .formatted(kid, number(rsa.getModulus(), 256), number(rsa.getPublicExponent(), 3));
    }
    ECPublicKey ec = (ECPublicKey) key.getPublic();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(kid, number(ec.getW().getAffineX(), 32), number(ec.getW().getAffineY(), 32));
  }

  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

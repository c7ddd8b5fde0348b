package dev.souk.kong;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Signs access tokens and serves their keys, as auth-service does. */
final class Issuer implements AutoCloseable {
  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger uses = new AtomicInteger();
  private final Map<String, Supplier<String>> apiKeys = new ConcurrentHashMap<>();
  private volatile boolean keysAreAway;
  private final HttpServer server;

  Issuer() throws IOException {
    addKey("key-1");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          try (exchange) {
            reads.incrementAndGet();
            byte[] body = jwks().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.createContext(
        "/internal/apiKeys:use",
        exchange -> {
          try (exchange) {
            uses.incrementAndGet();
            String key =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer = apiKeys.containsKey(key) ? apiKeys.get(key).get() : "";
            int refusal = keysAreAway ? 503 : 401;
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? refusal : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.createContext(
        "/health/ready",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How often the key set was read. */
  int reads() {
    return reads.get();
  }

  /** How often it was asked what an API key stands for. */
  int uses() {
    return uses.get();
  }

  /** What it says of an API key from now on. */
  void know(String key, Supplier<String> answer) {
    apiKeys.put(key, answer);
  }

  /** Deletes an API key. */
  void forget(String key) {
    apiKeys.remove(key);
  }

  /** Whether it cannot tell of API keys. */
  void keysAreAway(boolean away) {
    keysAreAway = away;
  }

  void addKey(String kid) {
    keys.put(kid, newKey());
  }

  void removeKey(String kid) {
    keys.remove(kid);
  }

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  RSAPublicKey publicKey(String kid) {
    return (RSAPublicKey) keys.get(kid).getPublic();
  }

  String token(String user, String... roles) {
    return token("key-1", user, builder -> builder, roles);
  }

  String token(String kid, String user, UnaryOperator<JWTCreator.Builder> change, String... roles) {
    return change
        .apply(claims(user, roles).withKeyId(kid))
        .sign(Algorithm.RSA256(null, (RSAPrivateKey) keys.get(kid).getPrivate()));
  }

  static JWTCreator.Builder claims(String user, String... roles) {
    Instant now = Instant.now();
    return JWT.create()
        .withIssuer("https://souk.local")
        .withAudience("souk")
        .withSubject(user)
        .withClaim("sid", "ses_of_" + user)
        .withClaim("typ", "access")
        .withClaim("email", user + "@example.com")
        .withClaim("roles", List.of(roles))
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(600));
  }

  private String jwks() {
    StringBuilder json = new StringBuilder("{\"keys\":[");
    keys.forEach((kid, pair) -> {
      RSAPublicKey key = (RSAPublicKey) pair.getPublic();
      json.append(json.length() > 10 ? "," : "")
          .append(
              "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                  .formatted(kid, base64(key.getModulus()), base64(key.getPublicExponent())));
    });
    return json.append("]}").toString();
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = java.util.Arrays.copyOfRange(bytes, skip, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

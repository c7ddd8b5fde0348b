package dev.souk.kit.testing;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.Revocation;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.auth.v1.WatchRevocationsResponse;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.ServiceTokens;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for everything that proves who calls a server under test: a signing key whose public
 * half is published over HTTP, service keys, and the stream of revocations. All services share one
 * key here; that each has its own is tested in the kit.
 */
public final class TestIdentity implements AutoCloseable {
  /** Nobody listens there: what goes to Kafka waits. */
  private static final String NO_KAFKA = "127.0.0.1:1";

  private static final List<String> SERVICES =
      List.of(
          "user-service",
          "auth-service",
          "product-service",
          "cart-service",
          "order-service",
          "payment-service",
          "notification-service");

  private final RSAPrivateCrtKey key = newKey();
  private final String kid = RsaKeys.thumbprint(RsaKeys.publicOf(key));
  private final Map<String, RSAPublicKey> serviceKeys = new LinkedHashMap<>();
  private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
  private final Revocations revocations = new Revocations();
  private final Path keyFile;
  private final Path serviceJwksFile;
  private final Path symmetricKeyFile;
  private final HttpServer jwks;
  private final Server auth;

  /** Keeps its key files in the folder. */
  public TestIdentity(Path folder) throws IOException {
    SERVICES.forEach(service -> serviceKeys.put(service, RsaKeys.publicOf(key)));
    keyFile = Files.writeString(folder.resolve("key.pem"), pem(key));
    serviceJwksFile = Files.writeString(folder.resolve("services.json"), Jwks.format(serviceKeys));
    symmetricKeyFile =
        Files.writeString(
            folder.resolve("symmetric.key"), Base64.getEncoder().encodeToString(new byte[32]));
    jwks = publish(Jwks.format(Map.of(kid, RsaKeys.publicOf(key))));
    auth =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(revocations)
            .build()
            .start();
  }

  /** What the server of a service must be configured with, on free ports, with strict errors. */
  public Map<String, String> env() {
    Map<String, String> env = new LinkedHashMap<>();
    env.put("SOUK_BIND_ADDRESS", "127.0.0.1");
    env.put("SOUK_GRPC_PORT", "0");
    env.put("SOUK_HTTP_PORT", "0");
    env.put("SOUK_STRICT_ERRORS", "true");
    env.put("SOUK_JWKS_URI", jwksUri());
    // Nobody is there; who calls them says where they are.
    List.of("USER", "PRODUCT", "CART", "ORDER", "PAYMENT")
        .forEach(service -> env.put("SOUK_" + service + "_TARGET", "127.0.0.1:1"));
    env.put("SOUK_AUTH_TARGET", "127.0.0.1:" + auth.getPort());
    env.put("SOUK_KAFKA_BOOTSTRAP", NO_KAFKA);
    env.put("SOUK_SERVICE_KEY", keyFile.toString());
    env.put("SOUK_SERVICE_JWKS", serviceJwksFile.toString());
    env.put("SOUK_SIGNING_KEY", keyFile.toString());
    env.put("SOUK_TOTP_KEYS", symmetricKeyFile.toString());
    env.put("SOUK_CODE_KEY", symmetricKeyFile.toString());
    env.put("SOUK_ORDER_TOKEN_KEY", symmetricKeyFile.toString());
    return env;
  }

  /** Where the public half of the signing key is published. */
  public String jwksUri() {
    return "http://127.0.0.1:" + jwks.getAddress().getPort() + "/.well-known/jwks.json";
  }

  /** A sound access token of a user, alive for 10 minutes. */
  public String token(String userId, String... roles) {
    return sign(claims(userId, "ses_" + UUID.randomUUID(), List.of(roles)));
  }

  /** A sound access token of a user's session. */
  public String sessionToken(String userId, String sessionId, String... roles) {
    return sign(claims(userId, sessionId, List.of(roles)));
  }

  /** The claims of a sound access token, to be spoilt. */
  public JWTCreator.Builder claims(String userId, String sessionId, List<String> roles) {
    Instant now = Instant.now();
    return JWT.create()
        .withKeyId(kid)
        .withIssuer("https://souk.local")
        .withAudience("souk")
        .withSubject(userId)
        .withJWTId(UUID.randomUUID().toString())
        .withClaim("sid", sessionId)
        .withClaim("typ", "access")
        .withClaim("email", userId + "@example.com")
        .withClaim("roles", roles)
        .withIssuedAt(now)
        .withExpiresAt(now.plus(Duration.ofMinutes(10)));
  }

  /** Signs claims with the published key. */
  public String sign(JWTCreator.Builder claims) {
    return claims.sign(Algorithm.RSA256(null, key));
  }

  /** Ends a session: services that follow the stream learn of it. */
  public void revoke(String sessionId) {
    revocations.add(sessionId);
  }

  /** Calls a local port as nobody. */
  public Channel anonymous(int port) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    channels.add(channel);
    return channel;
  }

  /** Calls a local port as a user with the roles; {@code ROLE_CUSTOMER} when none is given. */
  public Channel user(int port, String userId, String... roles) {
    String[] held = roles.length == 0 ? new String[] {"ROLE_CUSTOMER"} : roles;
    return withToken(port, token(userId, held));
  }

  /** Calls a local port with the access token. */
  public Channel withToken(int port, String token) {
    return with(anonymous(port), Headers.AUTHORIZATION, "Bearer " + token);
  }

  /** Calls the service on a local port as another service. */
  public Channel service(int port, String calledService, String callingService) {
    ServiceTokens tokens = new ServiceTokens(callingService, key, serviceKeys, Clock.systemUTC());
    return with(anonymous(port), Headers.INTERNAL_TOKEN, tokens.tokenFor(calledService));
  }

  /** The channel with the metadata added to every call. */
  public static Channel with(Channel channel, Metadata.Key<String> key, String value) {
    Metadata metadata = new Metadata();
    metadata.put(key, value);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  /** The channel with an idempotency key on every call. */
  public static Channel withIdempotencyKey(Channel channel, String key) {
    return with(channel, Headers.IDEMPOTENCY_KEY, key);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    auth.shutdownNow();
    jwks.stop(0);
  }

  /** A private key as PKCS #8 in PEM. */
  public static String pem(RSAPrivateCrtKey key) {
    return pem("PRIVATE KEY", key);
  }

  /** A public key as SubjectPublicKeyInfo in PEM. */
  public static String pem(RSAPublicKey key) {
    return pem("PUBLIC KEY", key);
  }

  private static String pem(String label, Key key) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(
            label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()));
  }

  /** A new RSA key of 2048 bits. */
  public static RSAPrivateCrtKey newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer publish(String json) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  private static final class Revocations extends AuthServiceGrpc.AuthServiceImplBase {
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<StreamObserver<WatchRevocationsResponse>> watchers =
        new CopyOnWriteArrayList<>();

    private synchronized void add(String sessionId) {
      ended.add(sessionId);
      watchers.forEach(watcher -> watcher.onNext(message(List.of(sessionId))));
    }

    @Override
    public synchronized void watchRevocations(
        WatchRevocationsRequest request, StreamObserver<WatchRevocationsResponse> watcher) {
      watcher.onNext(message(ended));
      watchers.add(watcher);
    }

    private static WatchRevocationsResponse message(List<String> sessions) {
      WatchRevocationsResponse.Builder message = WatchRevocationsResponse.newBuilder();
      Instant expires = Instant.now().plus(Duration.ofMinutes(10));
      sessions.forEach(session ->
          message.addRevocations(
              Revocation.newBuilder()
                  .setSessionId(session)
                  .setExpireTime(
                      com.google.protobuf.util.Timestamps.fromMillis(expires.toEpochMilli()))));
      return message.build();
    }
  }
}

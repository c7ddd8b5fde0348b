package dev.souk.bench;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.identity.RemoteJwks;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.UserTokens;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What knowing who calls costs: verifying a token in a service against the RSA operation in it, a
 * login against the hash in it, a refresh against the MongoDB commands that it must send.
 */
final class IdentityBench {
  private static final String PASSWORD = "correct-horse-battery";
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int TOKENS = 2_000;
  private static final int KNOWN_ROUNDS = 100;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int REFRESHERS = 16;

  private IdentityBench() {}

  static void run() throws Exception {
    verifications();
    ManagedChannel channel = Target.channel(Target.AUTH);
    try (ListeningExecutorService threads =
        MoreExecutors.listeningDecorator(Executors.newCachedThreadPool())) {
      AuthServiceGrpc.AuthServiceFutureStub auth = AuthServiceGrpc.newFutureStub(channel);
      logins(auth, threads);
      refreshes(auth, threads);
    } finally {
      channel.shutdownNow();
    }
  }

  private static void verifications() throws GeneralSecurityException {
    RSAPrivateCrtKey key =
        RsaKeys.readPrivate(Path.of(System.getenv("SOUK_HOME"), "keys", "signing.pem"));
    List<String> tokens = tokens(key);
    RemoteJwks keys =
        new RemoteJwks(
            URI.create(
                "http://127.0.0.1:" + Target.port(Target.AUTH_HTTP) + "/.well-known/jwks.json"),
            Clock.systemUTC());
    Median raw = new Median();
    Median unknown = new Median();
    Median known = new Median();
    for (int round = -2; round < ROUNDS; round++) {
      double rawRate = rate(List.of(tokens), rawVerifier(RsaKeys.publicOf(key)));
      UserTokens service = verifier(keys);
      double unknownRate = rate(List.of(tokens), service::verify);
      double knownRate = rate(Collections.nCopies(KNOWN_ROUNDS, tokens), service::verify);
      if (round >= 0) { // the others warm up
        raw.add(rawRate);
        unknown.add(unknownRate);
        known.add(knownRate);
      }
    }
    Report.line(
        "verification of a new token %,.0f/s on one core; RSA alone %,.0f/s; ratio %.2f",
        unknown.value(), raw.value(), unknown.value() / raw.value());
    Report.line(
        "  of a token seen before %,.0f/s; ratio to RSA alone %.0f",
        known.value(), known.value() / raw.value());
  }

  private static UserTokens verifier(RemoteJwks keys) {
    return new UserTokens(keys, "https://souk.local", "souk", session -> false, Clock.systemUTC());
  }

  private static List<String> tokens(RSAPrivateCrtKey key) {
    String kid = RsaKeys.thumbprint(RsaKeys.publicOf(key));
    Algorithm algorithm = Algorithm.RSA256(null, key);
    Instant now = Instant.now();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      tokens.add(
          JWT.create()
              .withKeyId(kid)
              .withIssuer("https://souk.local")
              .withAudience("souk")
              .withSubject("usr_" + i)
              .withJWTId(UUID.randomUUID().toString())
              .withClaim("sid", "ses_" + i)
              .withClaim("typ", "access")
              .withClaim("email", "bench@example.com")
              .withClaim("roles", List.of("ROLE_CUSTOMER"))
              .withIssuedAt(now)
              .withExpiresAt(now.plus(Duration.ofMinutes(10)))
              .sign(algorithm));
    }
    return tokens;
  }

  @FunctionalInterface
  private interface Verification {
    Object verify(String token) throws GeneralSecurityException;
  }

  private static Verification rawVerifier(RSAPublicKey key) {
    return token -> {
      int dot = token.lastIndexOf('.');
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)))) {
        throw new IllegalStateException("not signed by the shop");
      }
      return token;
    };
  }

  private static double rate(List<List<String>> rounds, Verification verification)
      throws GeneralSecurityException {
    int verified = 0;
    long start = System.nanoTime();
    for (List<String> tokens : rounds) {
      for (String token : tokens) {
        if (verification.verify(token) == null) {
          throw new IllegalStateException("verified as nothing");
        }
        verified++;
      }
    }
    return verified * 1e9 / (System.nanoTime() - start);
  }

  private static Session register(AuthServiceGrpc.AuthServiceFutureStub auth) {
    return Futures.getUnchecked(
        auth.register(
            RegisterRequest.newBuilder()
                .setEmail("bench-" + UUID.randomUUID() + "@example.com")
                .setPassword(PASSWORD)
                .setName("Bench")
                .build()));
  }

  private static void logins(
      AuthServiceGrpc.AuthServiceFutureStub auth, ListeningExecutorService threads)
      throws Exception {
    LoginRequest request =
        LoginRequest.newBuilder()
            .setEmail(register(auth).getUser().getEmail())
            .setPassword(PASSWORD)
            .build();
    int concurrency = 2 * CORES;
    Load.throughput(() -> threads.submit(IdentityBench::hash), CORES, WARM_UP);
    Load.throughput(() -> auth.login(request), concurrency, WARM_UP);
    Median hashes = new Median();
    Median logins = new Median();
    for (int round = 0; round < ROUNDS; round++) {
      hashes.add(Load.throughput(() -> threads.submit(IdentityBench::hash), CORES, ROUND));
      logins.add(Load.throughput(() -> auth.login(request), concurrency, ROUND));
    }
    Report.line(
        "Login %,.1f/s on %d cores; argon2id alone %,.1f/s; ratio %.2f",
        logins.value(), CORES, hashes.value(), logins.value() / hashes.value());
  }

  /** As user-service hashes: 19 MiB, two passes, one lane. */
  private static void hash() {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(19 * 1024)
            .withIterations(2)
            .withParallelism(1)
            .withSalt(new byte[16])
            .build());
    argon2.generateBytes(PASSWORD.getBytes(StandardCharsets.UTF_8), new byte[32]);
  }

  private static void refreshes(
      AuthServiceGrpc.AuthServiceFutureStub auth, ListeningExecutorService threads)
      throws Exception {
    BlockingQueue<String> unspent = new ArrayBlockingQueue<>(2 * REFRESHERS);
    for (int i = 0; i < 2 * REFRESHERS; i++) {
      unspent.add(register(auth).getRefreshToken());
    }
    try (MongoClient client =
        MongoClients.create("mongodb://127.0.0.1:" + Target.port(Target.MONGODB))) {
      RawMongo raw = new RawMongo(client, threads);
      Load.throughput(raw::once, REFRESHERS, WARM_UP);
      Load.throughput(() -> refresh(auth, unspent), REFRESHERS, WARM_UP);
      Median rawRate = new Median();
      Median refreshRate = new Median();
      for (int round = 0; round < ROUNDS; round++) {
        rawRate.add(Load.throughput(raw::once, REFRESHERS, ROUND));
        refreshRate.add(Load.throughput(() -> refresh(auth, unspent), REFRESHERS, ROUND));
      }
      Report.line(
          "Refresh %,.0f/s; its MongoDB commands alone (2 finds, 1 update) %,.0f/s; ratio %.2f",
          refreshRate.value(), rawRate.value(), refreshRate.value() / rawRate.value());
    }
  }

  /** Spends the token that has waited longest, and lets the next one wait. */
  private static ListenableFuture<Session> refresh(
      AuthServiceGrpc.AuthServiceFutureStub auth, BlockingQueue<String> unspent) {
    String token = unspent.remove();
    return Futures.transform(
        auth.refresh(RefreshRequest.newBuilder().setRefreshToken(token).build()),
        session -> {
          unspent.add(session.getRefreshToken());
          return session;
        },
        MoreExecutors.directExecutor());
  }

  /** The commands of a refresh, on documents of its size. */
  private static final class RawMongo {
    private final MongoCollection<Document> documents;
    private final ListeningExecutorService threads;
    private final AtomicInteger next = new AtomicInteger();

    private RawMongo(MongoClient client, ListeningExecutorService threads) {
      this.documents = client.getDatabase("bench").getCollection("sessions");
      this.threads = threads;
      documents.drop();
      for (int i = 0; i < 2 * REFRESHERS; i++) {
        documents.insertOne(
            new Document("_id", "ses_" + i)
                .append("userId", "usr_" + i)
                .append("key", new Binary(new byte[32]))
                .append("refreshHash", "h".repeat(64))
                .append("successor", new Binary(new byte[102])));
      }
    }

    private ListenableFuture<?> once() {
      String id = "ses_" + Math.floorMod(next.getAndIncrement(), 2 * REFRESHERS);
      return threads.submit(() -> {
        Document session = documents.find(eq("_id", id)).first();
        Document account = documents.find(eq("_id", id)).first();
        if (session == null || account == null) {
          throw new IllegalStateException("no document " + id);
        }
        return documents.updateOne(
            and(
                eq("_id", id),
                eq("refreshHash", session.getString("refreshHash")),
                exists("endTime", false)),
            Updates.combine(
                Updates.set("refreshHash", "h".repeat(64)),
                Updates.set("successor", new Binary(new byte[102]))));
      });
    }
  }
}

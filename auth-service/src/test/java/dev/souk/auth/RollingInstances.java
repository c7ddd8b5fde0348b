package dev.souk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.identity.RemoteJwks;
import dev.souk.kit.identity.UserTokens;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.ShiftedClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Instances of the service behind one address for their keys, a service that verifies their tokens,
 * and users who refresh and call all the time, each call at another instance. Whatever is refused
 * fails the next step.
 */
final class RollingInstances implements AutoCloseable {
  private static final int INSTANCES = 2;
  private static final int USERS = 2;
  private static final int CALLS_A_STEP = 12;

  private final AuthFixture auth;
  private final ShiftedClock clock;
  private final List<RunningServer> running = new CopyOnWriteArrayList<>();
  private final HttpServer balancer;
  private final UserTokens service;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Users hold it to read, so that no instance goes and no time passes within their calls. */
  private final ReentrantReadWriteLock steps = new ReentrantReadWriteLock(true);

  private final Set<String> kidsSeen = new ConcurrentSkipListSet<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closed;

  RollingInstances(AuthFixture auth, Map<String, String> env, ShiftedClock clock)
      throws IOException {
    this.auth = auth;
    this.clock = clock;
    balancer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    balancer.createContext("/", this::redirect);
    balancer.start();
    service =
        new UserTokens(
            new RemoteJwks(URI.create(jwksUri()), clock),
            "https://souk.local",
            "souk",
            session -> false,
            clock);
    for (int i = 0; i < INSTANCES; i++) {
      running.add(instance(env));
    }
    for (int i = 0; i < USERS; i++) {
      Session session = signUp();
      threads.execute(() -> use(session));
    }
    awaitCalls();
  }

  /** Replaces one instance after another; users call in between. */
  void roll(Map<String, String> env) {
    for (int i = 0; i < INSTANCES; i++) {
      RunningServer next = instance(env);
      int replaced = i;
      between(() -> running.set(replaced, next).close());
      awaitCalls();
    }
  }

  /** Lets time pass for everybody. */
  void pass(Duration time) {
    between(() -> clock.advance(time));
    awaitCalls();
  }

  private void between(Runnable step) {
    steps.writeLock().lock();
    try {
      step.run();
    } finally {
      steps.writeLock().unlock();
    }
  }

  Session signUp() {
    return stub(any()).register(AuthFixture.account(AuthFixture.newEmail()));
  }

  /** The session of a token that the service accepts. */
  String verify(String token) {
    return service.verify(token).sessionId();
  }

  /** The ids of the keys that signed the tokens that users were given. */
  Set<String> kidsSeen() {
    return kidsSeen;
  }

  private RunningServer instance(Map<String, String> env) {
    Map<String, String> own = new HashMap<>(env);
    own.put("SOUK_JWKS_URI", jwksUri());
    return AuthServer.start(own, clock);
  }

  private String jwksUri() {
    return "http://127.0.0.1:" + balancer.getAddress().getPort() + "/.well-known/jwks.json";
  }

  private RunningServer any() {
    return running.get(ThreadLocalRandom.current().nextInt(running.size()));
  }

  private AuthServiceBlockingStub stub(RunningServer instance) {
    return AuthServiceGrpc.newBlockingStub(auth.identity.anonymous(instance.grpcPort()));
  }

  private void use(Session first) {
    String refreshToken = first.getRefreshToken();
    while (!closed && failure.get() == null) {
      steps.readLock().lock();
      try {
        Session session =
            stub(any()).refresh(RefreshRequest.newBuilder().setRefreshToken(refreshToken).build());
        refreshToken = session.getRefreshToken();
        kidsSeen.add(JWT.decode(session.getAccessToken()).getKeyId());
        var _ =
            AuthServiceGrpc.newBlockingStub(
                    auth.identity.withToken(any().grpcPort(), session.getAccessToken()))
                .listSessions(ListSessionsRequest.getDefaultInstance());
        var _ = verify(session.getAccessToken());
        calls.incrementAndGet();
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      } finally {
        steps.readLock().unlock();
      }
    }
  }

  private void awaitCalls() {
    int enough = calls.get() + CALLS_A_STEP;
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> failure.get() != null || calls.get() >= enough);
    assertThat(failure.get()).isNull();
  }

  /** To an instance that runs, as a load balancer does. */
  private void redirect(HttpExchange exchange) throws IOException {
    byte[] keys;
    try (var published =
        URI.create("http://127.0.0.1:" + any().httpPort() + exchange.getRequestURI())
            .toURL()
            .openStream()) {
      keys = published.readAllBytes();
    }
    try (exchange) {
      exchange.sendResponseHeaders(200, keys.length);
      exchange.getResponseBody().write(keys);
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.close();
    balancer.stop(0);
    running.forEach(RunningServer::close);
  }
}

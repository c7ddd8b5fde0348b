package dev.souk.auth;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.Session;
import dev.souk.embedded.EmbeddedInbox;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.embedded.ReceivedMail;
import dev.souk.embedded.TestMongo;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.RedisClient;

/** Real stores, an outside world, and instances of the service in between. */
final class AuthFixture implements AutoCloseable {
  private static final AtomicInteger number = new AtomicInteger();

  final TestMongo mongo;
  final EmbeddedRedis redisServer;
  final RedisClient redis;
  final EmbeddedInbox inbox;
  final TestIdentity identity;
  final FakeUserService users;
  final RunningServer server;

  private final Map<String, String> more;

  AuthFixture(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /** With settings beside those that every test has. */
  AuthFixture(Path folder, Map<String, String> more) throws IOException {
    this.more = more;
    mongo = TestMongo.start(folder.resolve("mongo"));
    redisServer = EmbeddedRedis.start(folder.resolve("redis"), 0);
    redis = RedisClient.create(redisServer.uri());
    inbox = EmbeddedInbox.start(0, 0);
    identity = new TestIdentity(Files.createDirectory(folder.resolve("keys")));
    users = new FakeUserService();
    server = AuthServer.start(env());
  }

  Map<String, String> env() {
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(mongo.settings("auth"));
    env.putAll(redisServer.settings());
    env.putAll(inbox.settings());
    env.put("SOUK_USER_TARGET", users.target());
    env.putAll(more);
    return env;
  }

  /** One more instance on the same stores, whose clock is ahead. */
  RunningServer instanceAhead(Duration ahead) {
    return AuthServer.start(env(), Clock.offset(Clock.systemUTC(), ahead));
  }

  /** One more instance on the same stores, with other settings. */
  RunningServer instance(Map<String, String> other) {
    Map<String, String> env = env();
    env.putAll(other);
    return AuthServer.start(env);
  }

  AuthServiceBlockingStub anybody() {
    return AuthServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
  }

  AuthServiceBlockingStub holderOf(Session session) {
    return AuthServiceGrpc.newBlockingStub(
        identity.withToken(server.grpcPort(), session.getAccessToken()));
  }

  /** Anybody, as the gateway tells of them. */
  AuthServiceBlockingStub from(String ipAddress, String userAgent) {
    return AuthServiceGrpc.newBlockingStub(
        TestIdentity.with(
            TestIdentity.with(
                identity.anonymous(server.grpcPort()), Headers.CLIENT_ADDRESS, ipAddress),
            Headers.CLIENT_USER_AGENT,
            userAgent));
  }

  AuthServiceBlockingStub service(RunningServer instance, String caller) {
    return AuthServiceGrpc.newBlockingStub(
        identity.service(instance.grpcPort(), "auth-service", caller));
  }

  static RegisterRequest account(String email) {
    return RegisterRequest.newBuilder()
        .setEmail(email)
        .setPassword(FakeUserService.PASSWORD)
        .setName("Ada")
        .setDeviceName("Ada's phone")
        .build();
  }

  static String newEmail() {
    return "user" + number.incrementAndGet() + "@example.com";
  }

  Session register() {
    return anybody().register(account(newEmail()));
  }

  /** The mails that came to the address, newest first. */
  List<ReceivedMail> mailsTo(String email) {
    return inbox.mails().stream().filter(mail -> mail.recipients().contains(email)).toList();
  }

  Session login(String email, String password) {
    return anybody().login(LoginRequest.newBuilder().setEmail(email).setPassword(password).build());
  }

  Session refresh(String refreshToken) {
    return anybody().refresh(RefreshRequest.newBuilder().setRefreshToken(refreshToken).build());
  }

  /** The reasons of calls made at the same time, {@code OK} for those that were answered. */
  static List<String> atOnce(int times, Callable<?> call) throws Exception {
    Callable<String> outcome =
        () -> {
          try {
            call.call();
            return "OK";
          } catch (StatusRuntimeException e) {
            return reason(e);
          }
        };
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> future : threads.invokeAll(Collections.nCopies(times, outcome))) {
        outcomes.add(future.get());
      }
    }
    return outcomes;
  }

  private static String reason(StatusRuntimeException e) {
    return dev.souk.kit.client.RemoteErrors.of("auth-service", e).reason();
  }

  @Override
  public void close() {
    server.close();
    users.close();
    identity.close();
    inbox.close();
    redis.close();
    redisServer.close();
    mongo.close();
  }
}

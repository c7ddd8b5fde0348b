package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.Revocation;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.auth.v1.WatchRevocationsResponse;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.args.ClientType;

/** How a session's end reaches everybody who would still accept its tokens. */
class RevocationTest {
  @TempDir static Path folder;
  private static AuthFixture auth;
  private static RunningServer second;

  @BeforeAll
  static void start() throws Exception {
    auth = new AuthFixture(folder);
    second = auth.instanceAhead(Duration.ZERO);
  }

  @AfterAll
  static void stop() {
    second.close();
    auth.close();
  }

  private static String key(Session session) {
    return "souk:revoked:" + session.getSessionId();
  }

  private static void logout(Session session) {
    assertThat(auth.holderOf(session).logout(LogoutRequest.getDefaultInstance())).isNotNull();
  }

  private static int endAllOf(Session session) {
    return auth.service(auth.server, "user-service")
        .endUserSessions(
            EndUserSessionsRequest.newBuilder().setUserId(session.getUser().getUserId()).build())
        .getEnded();
  }

  @Test
  @DisplayName("9: logging out revokes the tokens for as long as one could live")
  void logging_out_revokes() {
    Session session = auth.register();
    Session other = auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD);
    logout(session);
    assertThat(auth.redis.get(key(session))).isEqualTo("1");
    assertThat(auth.redis.ttl(key(session))).isBetween(600L, 700L);
    assertRefused(Reason.TOKEN_REVOKED, () -> logout(session));
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(session.getRefreshToken()));
    assertThat(auth.refresh(other.getRefreshToken()).hasUser()).isTrue();
  }

  @Test
  @DisplayName("13: all sessions of a user end, nobody else's, and again changes nothing")
  void all_sessions_of_a_user_end() {
    Session first = auth.register();
    Session other = auth.login(first.getUser().getEmail(), FakeUserService.PASSWORD);
    Session stranger = auth.register();
    assertThat(endAllOf(first)).isEqualTo(2);
    assertThat(endAllOf(first)).isZero();
    for (Session ended : List.of(first, other)) {
      assertThat(auth.redis.exists(key(ended))).isTrue();
      assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(ended.getRefreshToken()));
    }
    assertThat(auth.redis.exists(key(stranger))).isFalse();
    assertThat(auth.refresh(stranger.getRefreshToken()).hasUser()).isTrue();
  }

  @Test
  @DisplayName("13: all sessions of a user end but the one to keep, if that is the user's")
  void all_sessions_but_one_end() {
    Session kept = auth.register();
    Session other = auth.login(kept.getUser().getEmail(), FakeUserService.PASSWORD);
    Session stranger = auth.register();
    EndUserSessionsRequest.Builder request =
        EndUserSessionsRequest.newBuilder().setUserId(kept.getUser().getUserId());
    AuthServiceBlockingStub userService = auth.service(auth.server, "user-service");
    EndUserSessionsRequest keeping = request.setExceptSessionId(kept.getSessionId()).build();
    assertThat(userService.endUserSessions(keeping).getEnded()).isEqualTo(1);
    assertThat(userService.endUserSessions(keeping).getEnded()).isZero();
    assertThat(auth.redis.exists(key(other))).isTrue();
    assertThat(auth.redis.exists(key(kept))).isFalse();
    EndUserSessionsRequest foreign = request.setExceptSessionId(stranger.getSessionId()).build();
    assertThat(userService.endUserSessions(foreign).getEnded()).isEqualTo(1);
    assertThat(auth.redis.exists(key(kept))).isTrue();
    assertThat(auth.redis.exists(key(stranger))).isFalse();
  }

  @Test
  @DisplayName("19: ending sessions and watching are for services alone")
  void internal_methods_are_for_services() {
    Session session = auth.register();
    EndUserSessionsRequest request =
        EndUserSessionsRequest.newBuilder().setUserId(session.getUser().getUserId()).build();
    for (AuthServiceBlockingStub caller :
        List.of(
            auth.anybody(), auth.holderOf(session), auth.service(auth.server, "cart-service"))) {
      assertRefused(Reason.CALLER_NOT_ALLOWED, () -> caller.endUserSessions(request));
    }
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            auth.holderOf(session)
                .watchRevocations(WatchRevocationsRequest.getDefaultInstance())
                .next());
  }

  @Test
  @DisplayName(
      "9: watchers of every instance learn what was revoked before and, in a second, after")
  void watchers_of_every_instance_learn_all() {
    Session before = auth.register();
    logout(before);
    try (Watcher here = new Watcher(auth.server);
        Watcher there = new Watcher(second)) {
      here.awaitSnapshot();
      there.awaitSnapshot();
      assertThat(here.revoked).contains(before.getSessionId());
      assertThat(there.revoked).contains(before.getSessionId());
      Session after = auth.register();
      logout(after);
      await()
          .atMost(Duration.ofSeconds(1))
          .until(() ->
              here.revoked.contains(after.getSessionId())
                  && there.revoked.contains(after.getSessionId()));
    }
  }

  @Test
  @DisplayName(
      "9: a watcher whose instance lost the channel is told to come back, and misses nothing")
  void a_lost_channel_ends_the_stream() {
    Session missed = auth.register();
    try (Watcher watcher = new Watcher(second)) {
      watcher.awaitSnapshot();
      killSubscriptions();
      await().atMost(Duration.ofSeconds(5)).until(() -> watcher.end.isPresent());
      assertThat(watcher.end.orElseThrow().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
    logout(missed);
    try (Watcher again = new Watcher(second)) {
      again.awaitSnapshot();
      assertThat(again.revoked).contains(missed.getSessionId());
    }
    await().atMost(Duration.ofSeconds(10)).until(RevocationTest::streamStaysOpen);
  }

  private static void killSubscriptions() {
    try (redis.clients.jedis.Connection connection = auth.redis.getPool().getResource()) {
      connection.sendCommand(
          redis.clients.jedis.Protocol.Command.CLIENT,
          "KILL",
          "TYPE",
          ClientType.PUBSUB.name().toLowerCase(java.util.Locale.ROOT));
      assertThat(connection.getIntegerReply()).isPositive();
    }
  }

  private static boolean streamStaysOpen() {
    try (Watcher watcher = new Watcher(second)) {
      watcher.awaitSnapshot();
      Session session = auth.register();
      logout(session);
      await()
          .atMost(Duration.ofSeconds(1))
          .until(() -> watcher.revoked.contains(session.getSessionId()) || watcher.end.isPresent());
      return watcher.end.isEmpty();
    }
  }

  @Test
  @DisplayName(
      "16: when Redis lost everything, sessions live on and what was revoked stays revoked")
  void losing_redis_loses_nothing() {
    Session living = auth.register();
    Session ended = auth.register();
    logout(ended);
    auth.redis.flushAll();
    await().atMost(Duration.ofSeconds(5)).until(() -> auth.redis.exists(key(ended)));
    assertThat(auth.redis.ttl(key(ended))).isBetween(590L, 700L);
    assertThat(auth.redis.exists(key(living))).isFalse();
    assertRefused(Reason.TOKEN_REVOKED, () -> logout(ended));
    assertThat(auth.refresh(living.getRefreshToken()).hasUser()).isTrue();
  }

  @Test
  @DisplayName("9: a service that stops tells its watchers to come back")
  void a_stopping_service_ends_its_streams() {
    RunningServer third = auth.instanceAhead(Duration.ZERO);
    try (Watcher watcher = new Watcher(third)) {
      watcher.awaitSnapshot();
      third.close();
      await().atMost(Duration.ofSeconds(5)).until(() -> watcher.end.isPresent());
      assertThat(watcher.end.orElseThrow().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  /** Follows the stream of an instance as another service would. */
  private static final class Watcher implements AutoCloseable {
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch snapshot = new CountDownLatch(1);
    private final Context.CancellableContext context = Context.current().withCancellation();
    private final AuthServiceBlockingStub stub;
    private volatile Optional<Status> end = Optional.empty();

    private Watcher(RunningServer instance) {
      stub = auth.service(instance, "order-service");
      Thread.ofVirtual().start(context.wrap(this::follow));
    }

    private void follow() {
      try {
        Iterator<WatchRevocationsResponse> stream =
            stub.watchRevocations(WatchRevocationsRequest.getDefaultInstance());
        while (stream.hasNext()) {
          stream.next().getRevocationsList().stream()
              .map(Revocation::getSessionId)
              .forEach(revoked::add);
          snapshot.countDown();
        }
      } catch (StatusRuntimeException e) {
        end = Optional.of(e.getStatus());
      }
    }

    private void awaitSnapshot() {
      await().atMost(Duration.ofSeconds(5)).until(() -> snapshot.getCount() == 0);
    }

    @Override
    public void close() {
      context.cancel(null);
    }
  }
}

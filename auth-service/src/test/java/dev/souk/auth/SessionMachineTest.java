package dev.souk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.auth.SessionModel.Line;
import dev.souk.auth.v1.ActiveSession;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.DeleteSessionRequest;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.auth.v1.IntrospectTokenRequest;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.Revocation;
import dev.souk.auth.v1.RevokeOtherSessionsRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.WatchRevocationsRequest;
import dev.souk.kit.client.RemoteErrors;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.ServiceTokens;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is done to a user's sessions in whatever order, each call ends as {@link SessionModel}
 * says, and lists, introspection, the board and the stream of revocations agree. The seed is fixed:
 * what a change of the code breaks shows at that change.
 */
@Label("7 to 13, 16, 20: the sessions of a user")
class SessionMachineTest {
  private static final int TRIES = 60;
  private static final String SEED = "20260101";
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(3_001),
          Duration.ofMillis(3_001),
          Duration.ofMillis(31_007),
          Duration.ofMillis(241_013),
          Duration.ofMillis(667_017),
          Duration.ofDays(13),
          Duration.ofDays(15));

  private static final StoppedClock clock = new StoppedClock();
  private static AuthFixture auth;
  private static RunningServer server;
  private static ManagedChannel channel;
  private static ServiceTokens userService;

  private SessionModel model = new SessionModel(clock);
  private Session account = Session.getDefaultInstance();

  enum Action {
    LOG_IN,
    REFRESH,
    PAUSE,
    LOG_OUT,
    DELETE,
    REVOKE_OTHERS,
    CHANGE_PASSWORD,
    DISABLE
  }

  /**
   * One thing that is done.
   *
   * @param line which session does it, counted around
   * @param other which other session, pause, or how many tokens back
   */
  record Step(Action action, int line, int other) {}

  @BeforeContainer
  static void start() throws IOException {
    auth = new AuthFixture(Files.createTempDirectory(Path.of("target"), "sessions"));
    server = AuthServer.start(auth.env(), clock);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort()).usePlaintext().build();
    Path key = Path.of(auth.env().get("SOUK_SERVICE_KEY"));
    userService = new ServiceTokens("user-service", RsaKeys.readPrivate(key), Map.of(), clock);
  }

  @AfterContainer
  static void stop() {
    channel.shutdownNow();
    server.close();
    auth.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Action> actions =
        Arbitraries.frequency(
            Tuple.of(4, Action.LOG_IN),
            Tuple.of(16, Action.REFRESH),
            Tuple.of(10, Action.PAUSE),
            Tuple.of(2, Action.LOG_OUT),
            Tuple.of(2, Action.DELETE),
            Tuple.of(1, Action.REVOKE_OTHERS),
            Tuple.of(1, Action.CHANGE_PASSWORD),
            Tuple.of(1, Action.DISABLE));
    Arbitrary<Integer> others = Arbitraries.of(0, 0, 0, 1, 1, 2, 3, 4, 5, 6);
    return Combinators.combine(actions, Arbitraries.integers().between(0, 5), others)
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(25);
  }

  @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
  void end_as_the_model_says(@ForAll("steps") List<Step> steps) {
    model = new SessionModel(clock);
    account = anybody().register(AuthFixture.account(AuthFixture.newEmail()));
    opened(account);
    for (Step step : steps) {
      take(step);
      model.lines().forEach(this::assertUse);
      assertBoard();
    }
    assertStream();
  }

  private void take(Step step) {
    Line line = model.lines().get(step.line % model.lines().size());
    switch (step.action) {
      case LOG_IN -> logIn();
      case REFRESH -> refresh(line, Math.max(0, line.refreshTokens.size() - 1 - step.other));
      case PAUSE -> clock.advance(PAUSES.get(step.other));
      case LOG_OUT -> {
        if (used(line, caller -> caller.logout(LogoutRequest.getDefaultInstance()))) {
          model.end(line);
        }
      }
      case DELETE -> delete(line, model.lines().get(step.other % model.lines().size()));
      case REVOKE_OTHERS -> {
        if (used(
            line, c -> c.revokeOtherSessions(RevokeOtherSessionsRequest.getDefaultInstance()))) {
          model.endAllBut(line);
        }
      }
      case CHANGE_PASSWORD -> {
        endAllBut(line);
        model.endAllBut(line);
      }
      case DISABLE -> {
        auth.users.disable(account.getUser().getUserId());
        endAllBut(null);
        model.disable();
      }
    }
  }

  private void logIn() {
    Optional<Session> session =
        expecting(
            model.isDisabled() ? "INVALID_CREDENTIALS" : SessionModel.OK,
            () ->
                anybody()
                    .login(
                        LoginRequest.newBuilder()
                            .setEmail(account.getUser().getEmail())
                            .setPassword(FakeUserService.PASSWORD)
                            .build()));
    session.ifPresent(this::opened);
  }

  private void opened(Session session) {
    model.opened(session.getSessionId(), session.getAccessToken(), session.getRefreshToken());
  }

  private void refresh(Line line, int token) {
    RefreshRequest request =
        RefreshRequest.newBuilder().setRefreshToken(line.refreshTokens.get(token)).build();
    expecting(model.refreshing(line, token), () -> anybody().refresh(request))
        .ifPresent(session -> {
          assertThat(session.getSessionId()).isEqualTo(line.id);
          model.refreshed(line, token, session.getAccessToken(), session.getRefreshToken());
        });
  }

  private void delete(Line line, Line other) {
    DeleteSessionRequest request = DeleteSessionRequest.newBuilder().setSessionId(other.id).build();
    if (used(line, caller -> caller.deleteSession(request))) {
      model.end(other);
    }
  }

  /** As user-service does when a password or an account's state changes. */
  private void endAllBut(@Nullable Line kept) {
    EndUserSessionsRequest.Builder request =
        EndUserSessionsRequest.newBuilder().setUserId(account.getUser().getUserId());
    if (kept != null) {
      request.setExceptSessionId(kept.id);
    }
    assertThat(service().endUserSessions(request.build())).isNotNull();
  }

  private boolean used(Line line, java.util.function.Function<AuthServiceBlockingStub, ?> call) {
    return expecting(model.using(line), () -> call.apply(holderOf(line))).isPresent();
  }

  private void assertUse(Line line) {
    String outcome = model.using(line);
    expecting(outcome, () -> holderOf(line).listSessions(ListSessionsRequest.getDefaultInstance()))
        .ifPresent(list ->
            assertThat(list.getSessionsList())
                .extracting(ActiveSession::getSessionId)
                .containsExactlyInAnyOrderElementsOf(model.living()));
    assertThat(
            service()
                .introspectToken(
                    IntrospectTokenRequest.newBuilder().setToken(line.accessToken).build())
                .getActive())
        .isEqualTo(outcome.equals(SessionModel.OK));
  }

  private void assertBoard() {
    for (Line line : model.lines()) {
      boolean isPosted = auth.redis.exists("souk:revoked:" + line.id);
      if (line.ended == null) {
        assertThat(isPosted).as(line.id).isFalse();
      } else if (model.revoked().contains(line.id)) {
        assertThat(isPosted).as(line.id).isTrue();
      }
    }
  }

  private void assertStream() {
    List<String> all = model.lines().stream().map(line -> line.id).toList();
    List<String> streamed =
        service()
            .watchRevocations(WatchRevocationsRequest.getDefaultInstance())
            .next()
            .getRevocationsList()
            .stream()
            .map(Revocation::getSessionId)
            .filter(all::contains)
            .toList();
    assertThat(streamed).containsExactlyInAnyOrderElementsOf(model.revoked());
  }

  private static <T> Optional<T> expecting(String outcome, Callable<T> call) {
    try {
      Optional<T> answer = Optional.of(call.call());
      assertThat(SessionModel.OK).isEqualTo(outcome);
      return answer;
    } catch (StatusRuntimeException e) {
      assertThat(RemoteErrors.of("auth-service", e).reason()).isEqualTo(outcome);
      return Optional.empty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static AuthServiceBlockingStub anybody() {
    return AuthServiceGrpc.newBlockingStub(channel);
  }

  private static AuthServiceBlockingStub holderOf(Line line) {
    return AuthServiceGrpc.newBlockingStub(
        TestIdentity.with(channel, Headers.AUTHORIZATION, "Bearer " + line.accessToken));
  }

  private static AuthServiceBlockingStub service() {
    return AuthServiceGrpc.newBlockingStub(
        TestIdentity.with(channel, Headers.INTERNAL_TOKEN, userService.tokenFor("auth-service")));
  }
}

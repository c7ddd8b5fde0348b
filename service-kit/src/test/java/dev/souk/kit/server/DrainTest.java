package dev.souk.kit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.testing.TestIdentity;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.SellerServiceGrpc;
import dev.souk.user.v1.SellerServiceGrpc.SellerServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("115: a server that is told to stop")
class DrainTest {
  private static final LookupSellerRequest REQUEST =
      LookupSellerRequest.newBuilder().setUserId("usr_1").build();

  @TempDir Path folder;
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private TestIdentity identity;

  @BeforeEach
  void start() throws IOException {
    identity = new TestIdentity(folder);
  }

  @AfterEach
  void stop() {
    identity.close();
  }

  private RunningServer server(String drainDelay) {
    Map<String, String> env = new HashMap<>(identity.env());
    env.put("SOUK_DRAIN_DELAY", drainDelay);
    return SoukServer.named("user-service", env, Clock.systemUTC())
        .serve(
            Rpc.service(SellerServiceGrpc.getServiceDescriptor())
                .unary(SellerServiceGrpc.getLookupSellerMethod(), this::answer)
                .build())
        .start();
  }

  private LookupSellerResponse answer(LookupSellerRequest request) {
    if (request.getUserId().equals("usr_slow")) {
      arrived.countDown();
      try {
        assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return LookupSellerResponse.newBuilder().setMaySell(true).build();
  }

  private SellerServiceBlockingStub caller(RunningServer server) {
    return SellerServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "user-service", "product-service"));
  }

  private static int readiness(int httpPort) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static ServingStatus health(Channel channel) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  @Test
  void says_so_first_and_serves_on_for_a_while() throws Exception {
    RunningServer server = server("PT3S");
    Channel anybody = identity.anonymous(server.grpcPort());
    assertThat(readiness(server.httpPort())).isEqualTo(200);
    assertThat(health(anybody)).isEqualTo(ServingStatus.SERVING);
    try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> closed = closing.submit(server::close);
      await().atMost(Duration.ofSeconds(2)).until(() -> readiness(server.httpPort()) == 503);
      assertThat(health(anybody)).isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(caller(server).lookupSeller(REQUEST).getMaySell()).isTrue();
      assertThat(closed.isDone()).isFalse();
      closed.get();
    }
    assertThat(readinessIsRefused(server.httpPort())).isTrue();
  }

  private static boolean readinessIsRefused(int httpPort) throws InterruptedException {
    try {
      return readiness(httpPort) == 0;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void ends_the_calls_that_run_before_it_ends() throws Exception {
    RunningServer server = server("PT0S");
    SellerServiceBlockingStub caller = caller(server);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LookupSellerResponse> slow =
          threads.submit(() ->
              caller.lookupSeller(LookupSellerRequest.newBuilder().setUserId("usr_slow").build()));
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      Future<?> closed = threads.submit(server::close);
      await().atMost(Duration.ofSeconds(5)).until(() -> !server.isReady());
      assertThat(closed.isDone()).isFalse();
      release.countDown();
      assertThat(slow.get().getMaySell()).isTrue();
      closed.get();
    }
  }

  @Test
  void a_delay_must_be_a_duration() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> server("soon"))
        .isInstanceOf(dev.souk.kit.config.ConfigException.class)
        .hasMessageContaining("SOUK_DRAIN_DELAY");
  }
}

package dev.souk.kit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.FreePort;
import dev.souk.kit.server.Rpc;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.SellerServiceGrpc;
import io.grpc.Channel;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one service notices while the instances of another are replaced one after the other. */
@DisplayName("115: calls between services while instances are restarted")
class RollingRestartTest {
  private static final int CALLERS = 16;
  private static final SeveralAddresses NAMES = new SeveralAddresses();

  @TempDir Path folder;
  private final Map<Integer, AtomicInteger> answered = new ConcurrentHashMap<>();
  private TestIdentity identity;

  @BeforeEach
  void start() throws IOException {
    identity = new TestIdentity(folder);
    NameResolverRegistry.getDefaultRegistry().register(NAMES);
  }

  @AfterEach
  void stop() {
    NameResolverRegistry.getDefaultRegistry().deregister(NAMES);
    identity.close();
  }

  private RunningServer instance(int port) {
    Map<String, String> env = new HashMap<>(identity.env());
    env.put("SOUK_GRPC_PORT", Integer.toString(port));
    env.put("SOUK_HTTP_PORT", "0");
    AtomicInteger answers = answered.computeIfAbsent(port, first -> new AtomicInteger());
    return SoukServer.named("user-service", env, Clock.systemUTC())
        .serve(
            Rpc.service(SellerServiceGrpc.getServiceDescriptor())
                .unary(
                    SellerServiceGrpc.getLookupSellerMethod(),
                    request -> {
                      answers.incrementAndGet();
                      return LookupSellerResponse.newBuilder().setMaySell(true).build();
                    })
                .build())
        .start();
  }

  @Test
  void none_of_them_fails_and_every_instance_has_its_share() throws Exception {
    int[] ports = {FreePort.find(), FreePort.find()};
    SoukServer caller =
        SoukServer.named("product-service", identity.env(), Clock.systemUTC())
            .serve(
                Rpc.service(SellerServiceGrpc.getServiceDescriptor())
                    .unary(
                        SellerServiceGrpc.getLookupSellerMethod(),
                        request -> LookupSellerResponse.getDefaultInstance())
                    .build());
    Channel channel = caller.channel(SeveralAddresses.target(ports), "user-service");
    AtomicBoolean done = new AtomicBoolean();
    Queue<StatusRuntimeException> failures = new ConcurrentLinkedQueue<>();
    RunningServer[] instances = {instance(ports[0]), instance(ports[1])};
    try (RunningServer _ = caller.start();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        IntStream.range(0, CALLERS)
            .forEach(i -> callers.execute(() -> callUntil(done, channel, failures)));
        awaitAnswersOf(ports[0]);
        awaitAnswersOf(ports[1]);
        for (int round = 0; round < 4; round++) {
          int replaced = round % 2;
          instances[replaced].close();
          instances[replaced] = instance(ports[replaced]);
          awaitAnswersOf(ports[replaced]);
        }
      } finally {
        done.set(true);
      }
    } finally {
      List.of(instances).forEach(RunningServer::close);
    }
    assertThat(failures).isEmpty();
  }

  private static void callUntil(
      AtomicBoolean done, Channel channel, Queue<StatusRuntimeException> failures) {
    var sellers = SellerServiceGrpc.newBlockingStub(channel);
    LookupSellerRequest request = LookupSellerRequest.newBuilder().setUserId("usr_1").build();
    while (!done.get()) {
      try {
        assertThat(sellers.lookupSeller(request).getMaySell()).isTrue();
      } catch (StatusRuntimeException e) {
        failures.add(e);
      }
    }
  }

  /** Within a few seconds: an instance that is back is looked for every second. */
  private void awaitAnswersOf(int port) {
    int before = answered.get(port).get();
    await("the instance on " + port + " to get calls")
        .atMost(Duration.ofSeconds(10))
        .until(() -> answered.get(port).get() > before);
  }
}

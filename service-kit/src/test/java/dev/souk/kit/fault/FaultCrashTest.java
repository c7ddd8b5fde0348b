package dev.souk.kit.fault;

import static dev.souk.kit.fault.ServedFaults.LOOKUP_SELLER;
import static dev.souk.kit.fault.ServedFaults.crash;
import static dev.souk.kit.fault.ServedFaults.request;
import static dev.souk.kit.fault.ServedFaults.seller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.FreePort;
import dev.souk.kit.server.Rpc;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.operation.v1.FaultServiceGrpc;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.SellerServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("119: a service that crashes")
class FaultCrashTest {
  @TempDir Path folder;

  /** A service that is alone in its process. */
  public static void main(String[] arguments) throws InterruptedException {
    SoukServer.named("user-service", System.getenv(), Clock.systemUTC())
        .serve(
            Rpc.service(SellerServiceGrpc.getServiceDescriptor())
                .unary(
                    SellerServiceGrpc.getLookupSellerMethod(),
                    request -> LookupSellerResponse.newBuilder().setMaySell(true).build())
                .build())
        .start()
        .runUntilStopped();
  }

  @Test
  void its_process_ends_at_the_call_as_by_kill_9() throws Exception {
    int port = FreePort.find();
    try (TestIdentity identity = new TestIdentity(folder)) {
      Process process = start(identity, port);
      try {
        Channel caller = identity.service(port, "user-service", "product-service");
        await("the process to serve")
            .atMost(Duration.ofMinutes(1))
            .failFast("it ended", () -> !process.isAlive())
            .ignoreException(StatusRuntimeException.class)
            .until(() ->
                SellerServiceGrpc.newBlockingStub(caller)
                    .withWaitForReady()
                    .lookupSeller(seller())
                    .getMaySell());
        assertThat(
                FaultServiceGrpc.newBlockingStub(identity.user(port, "usr_admin", "ROLE_ADMIN"))
                    .setFault(request(crash(LOOKUP_SELLER), Duration.ofMinutes(1)))
                    .getInstance())
            .endsWith("/" + process.pid());

        StatusRuntimeException failure =
            catchThrowableOfType(
                StatusRuntimeException.class,
                () -> SellerServiceGrpc.newBlockingStub(caller).lookupSeller(seller()));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private Process start(TestIdentity identity, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FaultCrashTest.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("process.log").toFile());
    builder.environment().putAll(identity.env());
    builder.environment().put("SOUK_FAULTS", "enabled");
    builder.environment().put("SOUK_GRPC_PORT", Integer.toString(port));
    return builder.start();
  }
}

package dev.souk.kit.fault;

import static dev.souk.kit.fault.ServedFaults.LOOKUP_SELLER;
import static dev.souk.kit.fault.ServedFaults.always;
import static dev.souk.kit.fault.ServedFaults.crash;
import static dev.souk.kit.fault.ServedFaults.delay;
import static dev.souk.kit.fault.ServedFaults.error;
import static dev.souk.kit.fault.ServedFaults.request;
import static dev.souk.kit.fault.ServedFaults.seller;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.AuditEvent;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.AuditTopic;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.operation.v1.DeleteFaultRequest;
import dev.souk.operation.v1.Fault;
import dev.souk.operation.v1.ListFaultsRequest;
import dev.souk.operation.v1.SetFaultRequest;
import io.grpc.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("119: who may inject which faults")
class FaultAccessTest {
  private static final SetFaultRequest SOUND =
      request(error(LOOKUP_SELLER, Code.UNAVAILABLE), Duration.ofMinutes(1));

  @TempDir static Path folder;
  private static TestIdentity identity;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
    identity.close();
  }

  private static ServedFaults served(String setting) {
    return new ServedFaults(
        identity,
        Map.of("SOUK_FAULTS", setting, "SOUK_KAFKA_BOOTSTRAP", kafka.bootstrap()),
        Clock.systemUTC());
  }

  private static void assertAllRefused(Reason reason, ServedFaults server, Channel caller) {
    var faults = server.faultsAs(caller);
    assertRefused(reason, () -> faults.setFault(SOUND));
    assertRefused(reason, () -> faults.listFaults(ListFaultsRequest.getDefaultInstance()));
    assertRefused(
        reason,
        () -> faults.deleteFault(DeleteFaultRequest.newBuilder().setMethod(LOOKUP_SELLER).build()));
  }

  @Test
  void only_a_person_who_administers_the_shop() {
    try (ServedFaults server = served("enabled")) {
      int port = server.port();
      assertAllRefused(Reason.TOKEN_MISSING, server, identity.anonymous(port));
      assertAllRefused(Reason.ROLE_REQUIRED, server, identity.user(port, "usr_1", "ROLE_SELLER"));
      String machine =
          identity.sign(
              identity
                  .claims("usr_1", "ses_1", List.of("ROLE_ADMIN"))
                  .withClaim("client_id", "key_1")
                  .withClaim("scope", "orders.write"));
      assertAllRefused(Reason.SCOPE_REQUIRED, server, identity.withToken(port, machine));
      assertAllRefused(
          Reason.TOKEN_MISSING, server, identity.service(port, "user-service", "order-service"));
      assertThat(server.sellers().lookupSeller(seller()).getMaySell()).isTrue();
    }
  }

  @Test
  void nobody_where_they_are_not_enabled() throws Exception {
    try (ServedFaults server = served("disabled")) {
      assertAllRefused(
          Reason.FAULTS_DISABLED, server, identity.user(server.port(), "usr_1", "ROLE_ADMIN"));
      assertThat(server.sellers().lookupSeller(seller()).getMaySell()).isTrue();
      assertThat(server.metrics()).doesNotContain("souk_faults");
    }
  }

  @Test
  void no_crash_where_others_share_the_process() {
    try (ServedFaults server = served("enabled-without-crash")) {
      assertRefused(Reason.PROCESS_SHARED, () -> server.set(crash(LOOKUP_SELLER)));
      assertThat(server.list()).isEmpty();
      server.set(error(LOOKUP_SELLER, Code.UNAVAILABLE));
      assertRefused(Reason.FAULT_INJECTED, () -> server.sellers().lookupSeller(seller()));
    }
  }

  @Test
  void only_what_is_bounded_and_served_here() {
    try (ServedFaults server = served("enabled")) {
      for (String method :
          List.of(
              "",
              "*",
              "souk.user.v1.SellerService/Absent",
              "souk.user.v1.UserService/*",
              "souk.operation.v1.FaultService/SetFault",
              "souk.operation.v1.FaultService/*",
              "grpc.health.v1.Health/Check")) {
        assertRefused(Reason.INVALID_FIELD, () -> server.set(error(method, Code.UNAVAILABLE)));
      }
      for (Fault.Builder unsound :
          List.of(
              always(LOOKUP_SELLER),
              error(LOOKUP_SELLER, Code.OK),
              error(LOOKUP_SELLER, Code.UNAVAILABLE).setProbability(0),
              error(LOOKUP_SELLER, Code.UNAVAILABLE).setProbability(1.1),
              error(LOOKUP_SELLER, Code.UNAVAILABLE).setProbability(Double.NaN),
              delay(LOOKUP_SELLER, Duration.ZERO),
              delay(LOOKUP_SELLER, Duration.ofSeconds(61)))) {
        assertRefused(Reason.INVALID_FIELD, () -> server.set(unsound));
      }
      for (Duration timeToLive : List.of(Duration.ZERO, Duration.ofSeconds(3601))) {
        assertRefused(
            Reason.INVALID_FIELD,
            () ->
                server
                    .faults()
                    .setFault(request(error(LOOKUP_SELLER, Code.UNAVAILABLE), timeToLive)));
      }
      assertThat(server.list()).isEmpty();
    }
  }

  @Test
  void it_is_written_down_who_did() {
    try (ServedFaults server = served("enabled");
        AuditTopic audit = new AuditTopic(kafka.bootstrap())) {
      String instance = server.set(delay(LOOKUP_SELLER, Duration.ofSeconds(1))).getInstance();
      assertThat(instance).matches("user-service/[^/]+/[0-9]+");
      server.delete(LOOKUP_SELLER);

      List<AuditEvent> events =
          audit.until(event ->
              event.getAction().equals("fault.deleted")
                  && event.getResourceId().equals(LOOKUP_SELLER));

      AuditEvent set =
          events.stream()
              .filter(event -> event.getDetailsOrDefault("kind", "").equals("delay"))
              .findFirst()
              .orElseThrow();
      assertThat(set.getAction()).isEqualTo("fault.set");
      assertThat(set.getActor()).isEqualTo("usr_admin");
      assertThat(set.getResourceId()).isEqualTo(LOOKUP_SELLER);
      assertThat(set.getDetailsMap())
          .containsEntry("instance", instance)
          .containsEntry("probability", "1.0")
          .containsKey("expireTime");
    }
  }
}

package dev.souk.kit.identity;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.ListLowStockResponse;
import dev.souk.inventory.v1.ListStockEntriesResponse;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.RestockReturnResponse;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.inventory.v1.WatchedStockLevel;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.Rpc;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.testing.ForgedTokens;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service that is called directly does with tokens that nobody issued, or not for this. */
@DisplayName("6, 19: forged tokens")
class TokenAttackTest {
  @TempDir static Path folder;
  private static final AtomicInteger done = new AtomicInteger();
  private static TestIdentity identity;
  private static RSAPrivateCrtKey key;
  private static ForgedTokens forged;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    Map<String, String> env = identity.env();
    key = RsaKeys.readPrivate(Path.of(env.get("SOUK_SIGNING_KEY")));
    forged = new ForgedTokens(key, "usr_1", "ses_1");
    server =
        SoukServer.named("product-service", env, Clock.systemUTC())
            .serve(
                Rpc.service(InventoryServiceGrpc.getServiceDescriptor())
                    .unary(
                        InventoryServiceGrpc.getGetStockLevelMethod(),
                        request -> StockLevel.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getAdjustStockMethod(),
                        request -> counted(StockLevel.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getReserveStockMethod(),
                        request -> counted(Reservation.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getCommitReservationMethod(),
                        request -> counted(Reservation.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getReleaseReservationMethod(),
                        request -> counted(Reservation.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getRestockReservationMethod(),
                        request -> counted(Reservation.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getRestockReturnMethod(),
                        request -> counted(RestockReturnResponse.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getUpdateLowStockThresholdMethod(),
                        request -> counted(WatchedStockLevel.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getListLowStockMethod(),
                        request -> counted(ListLowStockResponse.getDefaultInstance()))
                    .unary(
                        InventoryServiceGrpc.getListStockEntriesMethod(),
                        request -> counted(ListStockEntriesResponse.getDefaultInstance()))
                    .build())
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    identity.close();
  }

  private static <T> T counted(T answer) {
    done.incrementAndGet();
    return answer;
  }

  private static InventoryServiceBlockingStub holder(String token) {
    return InventoryServiceGrpc.newBlockingStub(identity.withToken(server.grpcPort(), token));
  }

  private static void adjust(String token) {
    assertThat(
            holder(token)
                .adjustStock(
                    AdjustStockRequest.newBuilder()
                        .setSku("HAT-1")
                        .setDelta(1)
                        .setReason("RESTOCK")
                        .build()))
        .isNotNull();
  }

  private static void commitAs(String serviceToken) {
    Channel channel =
        TestIdentity.with(
            identity.anonymous(server.grpcPort()), Headers.INTERNAL_TOKEN, serviceToken);
    assertThat(
            InventoryServiceGrpc.newBlockingStub(channel)
                .commitReservation(
                    CommitReservationRequest.newBuilder().setOrderId("ord_1").build()))
        .isNotNull();
  }

  static Stream<Arguments> invalidTokens() {
    return forged.invalid().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalidTokens")
  void it_is_refused_and_nothing_is_done(String defect, String token) {
    int before = done.get();
    assertRefused(Reason.TOKEN_INVALID, () -> adjust(token));
    assertRefused(Reason.TOKEN_INVALID, () -> commitAs(token));
    assertThat(done).as(defect).hasValue(before);
  }

  @Test
  void what_they_are_made_of_is_accepted_so_each_is_refused_for_its_one_defect() {
    int before = done.get();
    adjust(forged.sound());
    adjust(forged.ofAnEarlyClock());
    assertThat(done).hasValue(before + 2);
  }

  @Test
  void a_token_that_has_ended_is_told_so() {
    int before = done.get();
    assertRefused(Reason.TOKEN_EXPIRED, () -> adjust(forged.expired()));
    assertThat(done).hasValue(before);
  }

  @Test
  void what_has_not_the_form_of_an_access_token_is_none() {
    String refreshToken = "A".repeat(99);
    for (String text : List.of(refreshToken, "Bearer", "a.b.c", "..", "")) {
      assertRefused(Reason.TOKEN_INVALID, () -> adjust(text));
    }
  }

  @Test
  void a_services_token_is_no_users_and_a_users_is_no_services() {
    int before = done.get();
    ServiceTokens orders = new ServiceTokens("order-service", key, Map.of(), Clock.systemUTC());
    String serviceToken = orders.tokenFor("product-service");
    commitAs(serviceToken);
    assertThat(done).hasValue(before + 1);
    assertRefused(Reason.TOKEN_INVALID, () -> adjust(serviceToken));
    assertRefused(Reason.TOKEN_INVALID, () -> commitAs(forged.sound()));
    assertThat(done).hasValue(before + 1);
  }
}

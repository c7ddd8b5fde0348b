package dev.souk.kit.server;

import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.ListLowStockResponse;
import dev.souk.inventory.v1.ListStockEntriesResponse;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.RestockReturnResponse;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.inventory.v1.WatchedStockLevel;
import dev.souk.kit.error.Errors;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The chain that every call of every service passes, on a server that does nothing else. */
abstract class ServedInventory {
  @TempDir static Path folder;
  static final Metadata.Key<String> ECHO =
      Metadata.Key.of("x-test-echo", Metadata.ASCII_STRING_MARSHALLER);
  static final AtomicBoolean storeUp = new AtomicBoolean(true);
  static final AtomicReference<Identity> caller = new AtomicReference<>(Identity.ANONYMOUS);
  static TestIdentity identity;
  static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    server =
        SoukServer.named("product-service", identity.env(), Clock.systemUTC())
            .serve(
                Rpc.service(InventoryServiceGrpc.getServiceDescriptor())
                    .unaryWithMetadata(
                        InventoryServiceGrpc.getGetStockLevelMethod(), SoukServerTest::answerLevel)
                    .unary(InventoryServiceGrpc.getAdjustStockMethod(), SoukServerTest::adjust)
                    .unary(
                        InventoryServiceGrpc.getReserveStockMethod(),
                        request -> Reservation.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getCommitReservationMethod(),
                        request -> Reservation.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getReleaseReservationMethod(),
                        request -> Reservation.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getRestockReservationMethod(),
                        request -> Reservation.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getRestockReturnMethod(),
                        request -> RestockReturnResponse.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getUpdateLowStockThresholdMethod(),
                        request -> WatchedStockLevel.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getListLowStockMethod(),
                        request -> ListLowStockResponse.getDefaultInstance())
                    .unary(
                        InventoryServiceGrpc.getListStockEntriesMethod(),
                        request -> ListStockEntriesResponse.getDefaultInstance())
                    .build())
            .readiness("store", SoukServerTest::askStore)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    identity.close();
  }

  static Rpc.Answer<StockLevel> answerLevel(GetStockLevelRequest request, Metadata received) {
    StockLevel level =
        switch (request.getSku()) {
          case "ABSENT" -> throw Errors.notFound("SKU", request.getSku());
          case "DEFECT" -> throw new IllegalStateException("secret internals");
          default -> StockLevel.newBuilder().setSku(request.getSku()).build();
        };
    caller.set(Identity.current());
    Metadata metadata = new Metadata();
    metadata.put(ECHO, received.containsKey(ECHO) ? received.get(ECHO) : "nothing");
    return new Rpc.Answer<>(level, metadata);
  }

  static StockLevel adjust(AdjustStockRequest request) {
    caller.set(Identity.current());
    return StockLevel.newBuilder().setSku(request.getSku()).build();
  }

  static boolean askStore() throws IOException {
    if (!storeUp.get()) {
      throw new IOException("down");
    }
    return true;
  }

  static InventoryServiceBlockingStub stub(Channel channel) {
    return InventoryServiceGrpc.newBlockingStub(channel);
  }

  static AdjustStockRequest adjustment() {
    return AdjustStockRequest.newBuilder().setSku("HAT-1").setDelta(1).setReason("RESTOCK").build();
  }

  static GetStockLevelRequest level(String sku) {
    return GetStockLevelRequest.newBuilder().setSku(sku).build();
  }

  static Channel withGuest(Channel channel, String guestId) {
    return TestIdentity.with(channel, Headers.GUEST_ID, guestId);
  }

  static String expiredToken() {
    return identity.sign(
        identity
            .claims("usr_1", "ses_1", List.of("ROLE_SELLER"))
            .withExpiresAt(Instant.now().minus(Duration.ofMinutes(1))));
  }

  static InventoryServiceBlockingStub machine(Object scope) {
    com.auth0.jwt.JWTCreator.Builder claims =
        identity.claims("usr_1", "ses_1", List.of("ROLE_SELLER")).withClaim("client_id", "key_1");
    String token =
        identity.sign(scope instanceof String text ? claims.withClaim("scope", text) : claims);
    return stub(identity.withToken(server.grpcPort(), token));
  }

  static void adjustWith(String token) {
    stub(identity.withToken(server.grpcPort(), token)).adjustStock(adjustment());
  }

  static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}

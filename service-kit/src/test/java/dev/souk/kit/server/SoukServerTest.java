package dev.souk.kit.server;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.BadRequest;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.ListLowStockResponse;
import dev.souk.inventory.v1.ListStockEntriesResponse;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.inventory.v1.WatchedStockLevel;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain that every call of every service passes, on a server that does nothing else. */
class SoukServerTest {
  @TempDir static Path folder;
  private static final Metadata.Key<String> ECHO =
      Metadata.Key.of("x-test-echo", Metadata.ASCII_STRING_MARSHALLER);
  private static final AtomicBoolean storeUp = new AtomicBoolean(true);
  private static final AtomicReference<Identity> caller = new AtomicReference<>(Identity.ANONYMOUS);
  private static TestIdentity identity;
  private static RunningServer server;

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

  private static Rpc.Answer<StockLevel> answerLevel(
      GetStockLevelRequest request, Metadata received) {
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

  private static StockLevel adjust(AdjustStockRequest request) {
    caller.set(Identity.current());
    return StockLevel.newBuilder().setSku(request.getSku()).build();
  }

  private static boolean askStore() throws IOException {
    if (!storeUp.get()) {
      throw new IOException("down");
    }
    return true;
  }

  private static InventoryServiceBlockingStub stub(Channel channel) {
    return InventoryServiceGrpc.newBlockingStub(channel);
  }

  private static AdjustStockRequest adjustment() {
    return AdjustStockRequest.newBuilder().setSku("HAT-1").setDelta(1).setReason("RESTOCK").build();
  }

  @Test
  void a_public_method_answers_anybody() {
    InventoryServiceBlockingStub nobody = stub(identity.anonymous(server.grpcPort()));
    assertThat(nobody.getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
  }

  @Test
  void metadata_of_an_answer_precedes_it() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    Channel channel =
        TestIdentity.with(identity.anonymous(server.grpcPort()), ECHO, "from the caller");
    stub(channel)
        .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
        .getStockLevel(level("HAT-1"));
    assertThat(headers.get().get(ECHO)).isEqualTo("from the caller");
    assertThat(trailers.get().containsKey(ECHO)).isFalse();
  }

  @Test
  void a_refusal_of_a_method_that_answers_metadata_is_trailers_only() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    InventoryServiceBlockingStub nobody =
        stub(identity.anonymous(server.grpcPort()))
            .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> nobody.getStockLevel(level("ABSENT")));
    assertThat(headers.get()).isNull();
    assertThat(trailers.get()).isNotNull();
  }

  @Test
  void as_much_metadata_is_taken_as_a_gateway_passes_on() {
    Metadata.Key<String> cookie = Metadata.Key.of("cookie", Metadata.ASCII_STRING_MARSHALLER);
    Channel talkative =
        TestIdentity.with(identity.anonymous(server.grpcPort()), cookie, "c".repeat(32 * 1024));
    assertThat(stub(talkative).getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
  }

  private static GetStockLevelRequest level(String sku) {
    return GetStockLevelRequest.newBuilder().setSku(sku).build();
  }

  @Test
  void a_public_method_ignores_a_token_that_has_expired() {
    InventoryServiceBlockingStub late = stub(identity.withToken(server.grpcPort(), expiredToken()));
    assertThat(late.getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
  }

  @Test
  void a_guest_id_that_the_gateway_does_not_make_is_refused_except_on_public_methods() {
    Channel malformed = withGuest(identity.user(server.grpcPort(), "usr_1", "ROLE_SELLER"), "x");
    assertRefused(Reason.INVALID_FIELD, () -> stub(malformed).adjustStock(adjustment()));
    assertThat(stub(malformed).getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
    String guestId = "A-_0123456789abcdefghi";
    Channel guest = withGuest(identity.user(server.grpcPort(), "usr_1", "ROLE_SELLER"), guestId);
    stub(guest).adjustStock(adjustment());
    assertThat(caller.get().guestId()).isEqualTo(guestId);
  }

  private static Channel withGuest(Channel channel, String guestId) {
    return TestIdentity.with(channel, Headers.GUEST_ID, guestId);
  }

  private static String expiredToken() {
    return identity.sign(
        identity
            .claims("usr_1", "ses_1", List.of("ROLE_SELLER"))
            .withExpiresAt(Instant.now().minus(Duration.ofMinutes(1))));
  }

  @Test
  void without_a_token_a_role_cannot_be_held() {
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> stub(identity.anonymous(server.grpcPort())).adjustStock(adjustment()));
  }

  @Test
  void a_sound_token_says_who_calls() {
    stub(identity.user(server.grpcPort(), "usr_1", "ROLE_SELLER")).adjustStock(adjustment());
    assertThat(caller.get().userId()).isEqualTo("usr_1");
    assertThat(caller.get().has(Identity.SELLER)).isTrue();
  }

  @Test
  void a_role_that_is_not_named_is_refused() {
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            stub(identity.user(server.grpcPort(), "usr_1", "ROLE_CUSTOMER"))
                .adjustStock(adjustment()));
  }

  private static InventoryServiceBlockingStub machine(Object scope) {
    com.auth0.jwt.JWTCreator.Builder claims =
        identity.claims("usr_1", "ses_1", List.of("ROLE_SELLER")).withClaim("client_id", "key_1");
    String token =
        identity.sign(scope instanceof String text ? claims.withClaim("scope", text) : claims);
    return stub(identity.withToken(server.grpcPort(), token));
  }

  @Test
  void a_machine_does_what_its_scopes_and_its_users_roles_allow() {
    machine("orders.read inventory.write").adjustStock(adjustment());
    assertThat(caller.get().userId()).isEqualTo("usr_1");
    assertThat(caller.get().scopes()).contains(Set.of("orders.read", "inventory.write"));
    for (String scope : List.of("inventory.read", "inventory.writer", "", " ")) {
      ApiException refusal =
          assertRefused(Reason.SCOPE_REQUIRED, () -> machine(scope).adjustStock(adjustment()));
      assertThat(refusal.getMessage()).contains("inventory.write");
    }
    String customer =
        identity.sign(
            identity
                .claims("usr_1", "ses_1", List.of("ROLE_CUSTOMER"))
                .withClaim("scope", "inventory.write"));
    assertRefused(Reason.ROLE_REQUIRED, () -> adjustWith(customer));
  }

  @Test
  void a_token_that_names_a_machine_is_nothing_without_a_scope() {
    assertRefused(Reason.TOKEN_INVALID, () -> machine(List.of()).adjustStock(adjustment()));
    String list =
        identity.sign(
            identity
                .claims("usr_1", "ses_1", List.of("ROLE_SELLER"))
                .withClaim("scope", List.of("inventory.write")));
    assertRefused(Reason.TOKEN_INVALID, () -> adjustWith(list));
  }

  @Test
  void a_public_method_knows_a_machine_by_its_scope_alone() {
    assertThat(machine("inventory.read").getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
    assertThat(caller.get().userId()).isEqualTo("usr_1");
    assertThat(machine("orders.read").getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
    assertThat(caller.get()).isEqualTo(Identity.ANONYMOUS);
  }

  @Test
  void no_machine_has_the_scope_of_a_method_that_has_none() {
    Identity user = Identity.ANONYMOUS;
    Identity machine =
        new Identity("usr_1", "", Set.of(), "ses_1", "", Optional.of(Set.of("", "a.b")), "");
    assertThat(user.mayUse("")).isTrue();
    assertThat(machine.mayUse("")).isFalse();
  }

  private static void adjustWith(String token) {
    stub(identity.withToken(server.grpcPort(), token)).adjustStock(adjustment());
  }

  @Test
  void metadata_that_disagrees_with_the_token_is_refused() {
    Channel seller = identity.user(server.grpcPort(), "usr_1", "ROLE_SELLER");
    for (Map.Entry<String, String> spoof :
        Map.of("x-user-id", "usr_2", "x-user-roles", "ROLE_ADMIN", "x-session-id", "ses_2")
            .entrySet()) {
      Channel spoofed =
          TestIdentity.with(
              seller,
              Metadata.Key.of(spoof.getKey(), Metadata.ASCII_STRING_MARSHALLER),
              spoof.getValue());
      assertRefused(Reason.TOKEN_INVALID, () -> stub(spoofed).adjustStock(adjustment()));
    }
  }

  @Test
  void metadata_alone_makes_nobody_a_user() {
    Channel spoofed =
        TestIdentity.with(
            identity.anonymous(server.grpcPort()),
            Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER),
            "usr_1");
    assertRefused(Reason.TOKEN_INVALID, () -> stub(spoofed).adjustStock(adjustment()));
  }

  @Test
  void a_revoked_session_is_refused_within_a_second() {
    String token = identity.sessionToken("usr_1", "ses_gone", "ROLE_SELLER");
    adjustWith(token);
    identity.revoke("ses_gone");
    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> assertRefused(Reason.TOKEN_REVOKED, () -> adjustWith(token)));
  }

  @Test
  void an_internal_method_is_for_the_services_it_names() {
    CommitReservationRequest request =
        CommitReservationRequest.newBuilder().setOrderId("ord_1").build();
    int port = server.grpcPort();
    stub(identity.service(port, "product-service", "order-service")).commitReservation(request);
    for (Channel other :
        List.of(
            identity.service(port, "product-service", "cart-service"),
            identity.user(port, "usr_1", "ROLE_ADMIN"),
            identity.anonymous(port))) {
      assertRefused(Reason.CALLER_NOT_ALLOWED, () -> stub(other).commitReservation(request));
    }
    assertRefused(
        Reason.TOKEN_INVALID,
        () ->
            stub(identity.service(port, "payment-service", "order-service"))
                .commitReservation(request));
  }

  @Test
  void every_wrong_field_is_named_in_one_answer() throws IOException {
    ApiException refusal =
        assertRefused(
            Reason.INVALID_FIELD,
            () ->
                stub(identity.user(server.grpcPort(), "usr_1", "ROLE_SELLER"))
                    .adjustStock(AdjustStockRequest.newBuilder().setReason("?").build()));
    BadRequest details = refusal.status().getDetails(1).unpack(BadRequest.class);
    assertThat(details.getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactlyInAnyOrder("delta", "reason");
  }

  @Test
  void a_refusal_has_no_initial_metadata() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    Channel captured =
        io.grpc.ClientInterceptors.intercept(
            identity.anonymous(server.grpcPort()),
            io.grpc.stub.MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> stub(captured).getStockLevel(level("ABSENT")));
    assertThat(headers.get()).isNull();
    assertThat(trailers.get()).isNotNull();
  }

  @Test
  void a_defect_is_internal_with_the_request_id_and_nothing_else() {
    Channel channel =
        TestIdentity.with(identity.anonymous(server.grpcPort()), Headers.REQUEST_ID, "req-42");
    ApiException refusal =
        assertRefused(Reason.INTERNAL_ERROR, () -> stub(channel).getStockLevel(level("DEFECT")));
    assertThat(refusal.status().toString()).contains("req-42").doesNotContain("secret");
  }

  @Test
  void metrics_count_each_outcome() throws Exception {
    stub(identity.anonymous(server.grpcPort())).getStockLevel(level("HAT-1"));
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(get("/metrics").body())
                .contains(
                    "souk_rpc_seconds_count{code=\"OK\",method=\"souk.inventory.v1.InventoryService/GetStockLevel\",service=\"product-service\"}"));
  }

  @Test
  void readiness_follows_what_the_service_depends_on() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    await().until(() -> get("/health/ready").statusCode() == 200);
    storeUp.set(false);
    await().atMost(Duration.ofSeconds(5)).until(() -> get("/health/ready").statusCode() == 503);
    assertThat(get("/health/ready").body()).contains("store down");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    storeUp.set(true);
    await().atMost(Duration.ofSeconds(5)).until(() -> get("/health/ready").statusCode() == 200);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void a_call_that_is_past_its_deadline_is_told_so() {
    InventoryServiceBlockingStub hurried =
        stub(identity.anonymous(server.grpcPort())).withDeadlineAfter(Duration.ofNanos(1));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                    StatusRuntimeException.class, () -> hurried.getStockLevel(level("HAT-1")))
                .getStatus()
                .getCode())
        .isEqualTo(io.grpc.Status.Code.DEADLINE_EXCEEDED);
  }
}

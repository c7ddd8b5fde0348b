package dev.souk.kit.server;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.BadRequest;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what every service answers like")
class SoukServerTest extends ServedInventory {
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

package dev.souk.kit.server;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("18, 19: who may call what")
class CallerAccessTest extends ServedInventory {
  @Test
  void a_public_method_answers_anybody() {
    InventoryServiceBlockingStub nobody = stub(identity.anonymous(server.grpcPort()));
    assertThat(nobody.getStockLevel(level("HAT-1")).getSku()).isEqualTo("HAT-1");
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
}

package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.user.v1.DeleteMeRequest;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.GetUserRequest;
import dev.souk.user.v1.ListAddressesRequest;
import dev.souk.user.v1.ListUserOperationsRequest;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.Operation;
import dev.souk.user.v1.OperationServiceGrpc;
import dev.souk.user.v1.OperationStep;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.User;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Deleting accounts, through the server's port. */
class AccountOperationsTest extends OperationShop {
  @Test
  @DisplayName("26: a deleted account is nobody's at once, and its address is free")
  void a_deleted_account_is_nobodys_at_once() {
    User user = fixture.register("Grace@example.com", "Grace Hopper");
    addAddress(user);

    Operation deletion = delete(user);

    assertThat(deletion.getOperationId()).startsWith("opn_");
    assertThat(deletion.getKind()).isEqualTo(Operation.Kind.KIND_ACCOUNT_DELETION);
    assertThat(deletion.getState()).isEqualTo(Operation.State.STATE_RUNNING);
    assertThat(deletion.getSteps(0).getData()).isEqualTo("account");
    assertThat(deletion.getSteps(0).getState()).isEqualTo(OperationStep.State.STATE_DONE);
    assertThat(fixture.authService.ended()).as("before the answer").contains(user.getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify("grace@example.com"));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> fixture.as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            fixture
                .as(user.getUserId())
                .updateMe(
                    UpdateMeRequest.newBuilder()
                        .setUser(User.newBuilder().setName("Back"))
                        .setUpdateMask(UserFixture.mask("name"))
                        .build()));

    User next = fixture.register("grace@example.com", "Another Grace");
    assertThat(next.getUserId()).isNotEqualTo(user.getUserId());
    assertThat(verify("grace@example.com").getUserId()).isEqualTo(next.getUserId());
  }

  @Test
  @DisplayName("26: an administrator sees that it was deleted and not whose it was")
  void an_administrator_sees_that_it_was_deleted() {
    User user = fixture.register("linus.deleted@example.com", "Linus");
    Operation deletion = delete(user);
    GetUserRequest request = GetUserRequest.newBuilder().setUserId(user.getUserId()).build();

    User seen = fixture.admin().getUser(request);
    assertThat(seen.getState()).isEqualTo(User.State.STATE_DELETED);
    assertThat(seen.getCreateTime()).isEqualTo(user.getCreateTime());
    assertThat(seen.getEmail() + seen.getName() + seen.getPhone()).isEmpty();
    assertThat(seen.getRolesList()).isEmpty();
    assertThat(listed(ListUsersRequest.newBuilder().setEmailPrefix("linus.deleted"))).isEmpty();
    assertThat(listed(ListUsersRequest.newBuilder().setState(User.State.STATE_DELETED)))
        .contains(user.getUserId());
    assertThat(listed(ListUsersRequest.newBuilder().setState(User.State.STATE_ACTIVE)))
        .doesNotContain(user.getUserId());

    User.Builder active = User.newBuilder().setUserId(user.getUserId());
    assertRefused(
        Reason.ILLEGAL_STATE,
        () ->
            fixture
                .admin()
                .updateUser(UserFixture.change(active.setState(User.State.STATE_ACTIVE), "state")));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            fixture
                .admin()
                .updateUser(
                    UserFixture.change(
                        fixture.register().toBuilder().setState(User.State.STATE_DELETED),
                        "state")));
    assertThat(operations(user).stream().map(Operation::getOperationId))
        .containsExactly(deletion.getOperationId());
  }

  @Test
  @DisplayName("30: every service erases its part, and nothing is left here but the id")
  void every_service_erases_its_part() {
    User user = fixture.register("ada.erased@example.com", "Ada Erased");
    addAddress(user);
    Operation deletion = delete(user);
    await("all parts to be done")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(states(operations(user).getFirst()))
                .isEqualTo(
                    "account DONE, avatar DONE, addresses DONE, exports DONE, sessions DONE,"
                        + " cart DONE, products DONE, orders DONE, sweep PENDING"));
    try (RunningServer _ = fixture.instanceAhead(Duration.ofMinutes(1))) {
      await("the sweep")
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(operations(user).getFirst().getState())
                  .isEqualTo(Operation.State.STATE_SUCCEEDED));
    }

    assertThat(delete(user).getOperationId()).isEqualTo(deletion.getOperationId());
    assertThat(fixture.world.erased)
        .contains(
            "auth/" + user.getUserId(),
            "cart/" + user.getUserId(),
            "product/" + user.getUserId(),
            "order/" + user.getUserId());
    assertThat(fixture.world.authRequests)
        .filteredOn(request -> request.getUserId().equals(user.getUserId()))
        .first()
        .extracting(dev.souk.auth.v1.EraseUserRequest::getEmail)
        .isEqualTo("ada.erased@example.com");
    assertThat(everythingStored().toLowerCase(java.util.Locale.ROOT))
        .contains(user.getUserId())
        .doesNotContain("ada.erased", "ada erased", "street of " + user.getEmail());
    assertThat(
            fixture
                .as(user.getUserId())
                .listAddresses(ListAddressesRequest.getDefaultInstance())
                .getAddressesList())
        .isEmpty();
  }

  @Test
  void an_account_is_deleted_though_its_sessions_could_not_be_ended_yet() {
    User user = fixture.register();
    fixture.authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> delete(user));
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(user.getEmail()));
    assertThat(fixture.authService.ended()).doesNotContain(user.getUserId());

    fixture.authService.fail(false);
    Operation deletion = delete(user);
    assertThat(fixture.authService.ended()).contains(user.getUserId());
    assertThat(operations(user)).hasSize(1);
    assertThat(operations(user).getFirst().getOperationId()).isEqualTo(deletion.getOperationId());
  }

  @Test
  void orders_under_way_are_told_of() {
    User user = fixture.register();
    fixture.world.ordersUnderWay(user.getUserId(), 2);
    Operation _ = delete(user);
    await("the other parts")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(states(operations(user).getFirst()))
                .contains("cart DONE", "orders WAITING", "sweep PENDING"));
  }

  @Test
  void only_administrators_see_others_operations() {
    User user = fixture.register();
    ListUserOperationsRequest request =
        ListUserOperationsRequest.newBuilder().setUserId(user.getUserId()).build();
    assertRefused(Reason.ROLE_REQUIRED, () -> mine(user).listUserOperations(request));
    assertThat(operations(user)).isEmpty();
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            administrator().listUserOperations(request.toBuilder().setUserId("usr_none").build()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            OperationServiceGrpc.newBlockingStub(
                    fixture.identity.user(fixture.server.grpcPort(), "usr_none"))
                .deleteMe(DeleteMeRequest.getDefaultInstance()));
  }
}

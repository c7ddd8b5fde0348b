package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.HttpBody;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.user.v1.Address;
import dev.souk.user.v1.CreateAddressRequest;
import dev.souk.user.v1.DeleteMeRequest;
import dev.souk.user.v1.DownloadExportRequest;
import dev.souk.user.v1.ExportMeRequest;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.GetMyOperationRequest;
import dev.souk.user.v1.GetUserRequest;
import dev.souk.user.v1.ListAddressesRequest;
import dev.souk.user.v1.ListUserOperationsRequest;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.Operation;
import dev.souk.user.v1.OperationServiceGrpc;
import dev.souk.user.v1.OperationServiceGrpc.OperationServiceBlockingStub;
import dev.souk.user.v1.OperationStep;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifyCredentialsRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting accounts and exporting data, as callers see it; other services are scripted. */
class AccountOperationsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static UserFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @AfterEach
  void everybodyComesBack() {
    fixture.world.comeBack();
    fixture.world.orders(1, 3);
    fixture.authService.fail(false);
  }

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
  @DisplayName("30: an export has everything in one document, for its owner alone")
  void an_export_has_everything_in_one_document() throws IOException {
    User user = fixture.register("export@example.com", "Ex Port");
    addAddress(user);
    fixture.world.orders(3, 3);

    Operation export = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    Operation done = awaitEnd(user, export);
    assertThat(done.getState()).isEqualTo(Operation.State.STATE_SUCCEEDED);
    HttpBody document = mine(user).downloadExport(download(export));

    assertThat(document.getContentType()).isEqualTo("application/json");
    assertThat((long) document.getData().size()).isEqualTo(done.getResultBytes());
    Document json = Document.parse(document.getData().toStringUtf8());
    assertThat(json.keySet())
        .containsExactly(
            "profile",
            "addresses",
            "sessions",
            "cart",
            "wishlist",
            "orders",
            "returns",
            "payments",
            "products",
            "reviews");
    assertThat(json.get("profile", Document.class).getString("email"))
        .isEqualTo("export@example.com");
    assertThat(json.get("profile", Document.class).getBoolean("emailVerified"))
        .as("as the API writes it, false included")
        .isFalse();
    assertThat(json.getList("addresses", Document.class).getFirst().getString("line1"))
        .isEqualTo(street(user));
    assertThat(ids(json, "sessions", "sessionId")).containsExactly("ses_" + user.getUserId());
    assertThat(
            json.get("wishlist", Document.class)
                .getList("items", Document.class)
                .getFirst()
                .getString("sku"))
        .isEqualTo("of " + user.getUserId());
    assertThat(ids(json, "orders", "orderId")).containsExactly("ord_1", "ord_2", "ord_3");
    assertThat(ids(json, "returns", "returnId")).containsExactly("ret_1");
    assertThat(ids(json, "payments", "paymentId")).containsExactly("pay_1", "pay_2");
    assertThat(ids(json, "products", "productId")).containsExactly("prd_1");
    assertThat(ids(json, "reviews", "reviewId")).containsExactly("rev_1");

    User other = fixture.register();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> mine(other).downloadExport(download(export)));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            mine(other)
                .getMyOperation(
                    GetMyOperationRequest.newBuilder()
                        .setOperationId(export.getOperationId())
                        .build()));
    assertThat(operations(user)).as("an admin sees that there is one").hasSize(1);
  }

  @Test
  void an_export_waits_for_a_service_that_is_away_and_is_one_meanwhile() {
    User user = fixture.register();
    fixture.world.goAway("payment");
    Operation export = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    await("the other parts")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(states(get(user, export)))
                .contains("orders DONE", "payments PENDING", "products DONE"));
    assertRefused(Reason.ILLEGAL_STATE, () -> mine(user).downloadExport(download(export)));
    assertThat(mine(user).exportMe(ExportMeRequest.getDefaultInstance()).getOperationId())
        .isEqualTo(export.getOperationId());

    fixture.world.comeBack();
    assertThat(awaitEnd(user, export).getState()).isEqualTo(Operation.State.STATE_SUCCEEDED);
  }

  @Test
  void a_document_may_be_longer_than_a_database_entry_but_not_without_end() {
    User user = fixture.register();
    fixture.world.orders(14, 1024 * 1024);
    Operation export = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    assertThat(awaitEnd(user, export).getResultBytes()).isGreaterThan(14L * 1024 * 1024);
    HttpBody document =
        mine(user).withMaxInboundMessageSize(16 * 1024 * 1024).downloadExport(download(export));
    assertThat((long) document.getData().size()).isGreaterThan(14L * 1024 * 1024);

    fixture.world.orders(16, 1024 * 1024);
    Operation longer = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    Operation failed = awaitEnd(user, longer);
    assertThat(failed.getState()).isEqualTo(Operation.State.STATE_FAILED);
    assertThat(failed.getFailureReason()).isEqualTo("EXPORT_TOO_LARGE");
    assertRefused(Reason.ILLEGAL_STATE, () -> mine(user).downloadExport(download(longer)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> mine(user).downloadExport(download(export)));
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

  private static OperationServiceBlockingStub mine(User user) {
    return OperationServiceGrpc.newBlockingStub(
        fixture.identity.user(fixture.server.grpcPort(), user.getUserId()));
  }

  private static OperationServiceBlockingStub administrator() {
    return OperationServiceGrpc.newBlockingStub(
        fixture.identity.user(fixture.server.grpcPort(), "usr_admin", "ROLE_ADMIN"));
  }

  private static Operation delete(User user) {
    return mine(user).deleteMe(DeleteMeRequest.getDefaultInstance());
  }

  private static Operation get(User user, Operation operation) {
    return mine(user)
        .getMyOperation(
            GetMyOperationRequest.newBuilder().setOperationId(operation.getOperationId()).build());
  }

  private static Operation awaitEnd(User user, Operation operation) {
    await("the end of " + operation.getOperationId())
        .atMost(LIMIT)
        .until(() -> get(user, operation).hasEndTime());
    return get(user, operation);
  }

  private static DownloadExportRequest download(Operation export) {
    return DownloadExportRequest.newBuilder().setOperationId(export.getOperationId()).build();
  }

  private static List<Operation> operations(User user) {
    return administrator()
        .listUserOperations(
            ListUserOperationsRequest.newBuilder().setUserId(user.getUserId()).build())
        .getOperationsList();
  }

  private static String states(Operation operation) {
    return operation.getStepsList().stream()
        .map(step -> step.getData() + " " + step.getState().name().substring("STATE_".length()))
        .collect(Collectors.joining(", "));
  }

  private static List<String> ids(Document json, String list, String id) {
    return json.getList(list, Document.class).stream().map(item -> item.getString(id)).toList();
  }

  private static List<String> listed(ListUsersRequest.Builder request) {
    return fixture.admin().listUsers(request.setPageSize(100).build()).getUsersList().stream()
        .map(User::getUserId)
        .toList();
  }

  private static User verify(String email) {
    return fixture
        .service("auth-service")
        .verifyCredentials(
            VerifyCredentialsRequest.newBuilder()
                .setEmail(email)
                .setPassword("correct horse battery")
                .build());
  }

  /** Nobody else lives there. */
  private static String street(User user) {
    return "Street of " + user.getEmail();
  }

  private static void addAddress(User user) {
    Address _ =
        fixture
            .as(user.getUserId())
            .createAddress(
                CreateAddressRequest.newBuilder()
                    .setAddress(
                        Address.newBuilder()
                            .setRecipient("Somebody")
                            .setLine1(street(user))
                            .setCity("London")
                            .setPostalCode("SW1Y 4JH")
                            .setCountryCode("GB"))
                    .build());
  }

  /** Every document of the service's database. */
  private static String everythingStored() {
    StringBuilder text = new StringBuilder();
    try (MongoClient client = MongoClients.create(fixture.mongo.uri("users"))) {
      var database = client.getDatabase(fixture.mongo.name("users"));
      for (String collection : database.listCollectionNames()) {
        database.getCollection(collection).find().forEach(found -> text.append(found.toJson()));
      }
    }
    return text.toString();
  }
}

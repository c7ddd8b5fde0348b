package dev.souk.user;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.user.v1.Address;
import dev.souk.user.v1.CreateAddressRequest;
import dev.souk.user.v1.DeleteMeRequest;
import dev.souk.user.v1.DownloadExportRequest;
import dev.souk.user.v1.GetMyOperationRequest;
import dev.souk.user.v1.ListUserOperationsRequest;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.Operation;
import dev.souk.user.v1.OperationServiceGrpc;
import dev.souk.user.v1.OperationServiceGrpc.OperationServiceBlockingStub;
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
import org.junit.jupiter.api.io.TempDir;

/** A user-service whose operations run, with the services that they reach. */
abstract class OperationShop {
  static final Duration LIMIT = Duration.ofSeconds(20);
  @TempDir static Path folder;
  static UserFixture fixture;

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

  static OperationServiceBlockingStub mine(User user) {
    return OperationServiceGrpc.newBlockingStub(
        fixture.identity.user(fixture.server.grpcPort(), user.getUserId()));
  }

  static OperationServiceBlockingStub administrator() {
    return OperationServiceGrpc.newBlockingStub(
        fixture.identity.user(fixture.server.grpcPort(), "usr_admin", "ROLE_ADMIN"));
  }

  static Operation delete(User user) {
    return mine(user).deleteMe(DeleteMeRequest.getDefaultInstance());
  }

  static Operation get(User user, Operation operation) {
    return mine(user)
        .getMyOperation(
            GetMyOperationRequest.newBuilder().setOperationId(operation.getOperationId()).build());
  }

  static Operation awaitEnd(User user, Operation operation) {
    await("the end of " + operation.getOperationId())
        .atMost(LIMIT)
        .until(() -> get(user, operation).hasEndTime());
    return get(user, operation);
  }

  static DownloadExportRequest download(Operation export) {
    return DownloadExportRequest.newBuilder().setOperationId(export.getOperationId()).build();
  }

  static List<Operation> operations(User user) {
    return administrator()
        .listUserOperations(
            ListUserOperationsRequest.newBuilder().setUserId(user.getUserId()).build())
        .getOperationsList();
  }

  static String states(Operation operation) {
    return operation.getStepsList().stream()
        .map(step -> step.getData() + " " + step.getState().name().substring("STATE_".length()))
        .collect(Collectors.joining(", "));
  }

  static List<String> ids(Document json, String list, String id) {
    return json.getList(list, Document.class).stream().map(item -> item.getString(id)).toList();
  }

  static List<String> listed(ListUsersRequest.Builder request) {
    return fixture.admin().listUsers(request.setPageSize(100).build()).getUsersList().stream()
        .map(User::getUserId)
        .toList();
  }

  static User verify(String email) {
    return fixture
        .service("auth-service")
        .verifyCredentials(
            VerifyCredentialsRequest.newBuilder()
                .setEmail(email)
                .setPassword("correct horse battery")
                .build());
  }

  /** Nobody else lives there. */
  static String street(User user) {
    return "Street of " + user.getEmail();
  }

  static void addAddress(User user) {
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
  static String everythingStored() {
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

package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.user.UserFixture.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.AuditEvent.Outcome;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.error.Reason;
import dev.souk.kit.event.DeadLetters;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.AuditTopic;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.user.v1.AuditEvent;
import dev.souk.user.v1.AuditServiceGrpc;
import dev.souk.user.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import dev.souk.user.v1.ChangePasswordRequest;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.EndSessionsRequest;
import dev.souk.user.v1.ListAuditEventsRequest;
import dev.souk.user.v1.ListAuditEventsResponse;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.VerifyCredentialsRequest;
import dev.souk.user.v1.VerifyEmailRequest;
import io.grpc.Channel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("98: the audit trail")
class AuditTrailTest {
  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static UserFixture fixture;
  private static AuditTopic topic;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    fixture = new UserFixture(folder, kafka.settings());
    topic = new AuditTopic(kafka.bootstrap());
  }

  @AfterAll
  static void stop() {
    topic.close();
    fixture.close();
    kafka.close();
  }

  private static AuditServiceBlockingStub trail() {
    return AuditServiceGrpc.newBlockingStub(
        fixture.identity.user(fixture.server.grpcPort(), "usr_admin", "ROLE_ADMIN"));
  }

  private static List<AuditEvent> found(UnaryOperator<ListAuditEventsRequest.Builder> filters) {
    return trail()
        .listAuditEvents(filters.apply(ListAuditEventsRequest.newBuilder()).build())
        .getAuditEventsList();
  }

  /** The first event about the resource with the action, once it is there. */
  private static AuditEvent event(String resourceId, String action) {
    List<AuditEvent> events = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events.addAll(found(all -> all.setResourceId(resourceId).setAction(action))));
    return events.getFirst();
  }

  private static dev.souk.event.v1.AuditEvent put(AuditEntry entry, Clock clock) {
    EventEnvelope envelope = new AuditEvents("test-service", clock).of(entry);
    topic.put(envelope.toByteArray());
    try {
      return envelope.getPayload().unpack(dev.souk.event.v1.AuditEvent.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("95: roles with actor, before and after")
  void who_changed_whose_roles_and_from_where_is_in_the_trail() {
    User user = fixture.register();
    Channel admin =
        TestIdentity.with(
            TestIdentity.with(
                fixture.identity.user(fixture.server.grpcPort(), "usr_boss", "ROLE_ADMIN"),
                Headers.CLIENT_ADDRESS,
                "203.0.113.7"),
            Headers.CLIENT_USER_AGENT,
            "Firefox");
    UserServiceGrpc.newBlockingStub(admin)
        .updateUser(change(user.toBuilder().addRoles("ROLE_SELLER"), "roles"));
    AuditEvent event = event(user.getUserId(), "user.roles_changed");
    assertThat(event.getActor()).isEqualTo("usr_boss");
    assertThat(event.getResourceType()).isEqualTo("user");
    assertThat(event.getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
    assertThat(event.getIpAddress()).isEqualTo("203.0.113.7");
    assertThat(event.getUserAgent()).isEqualTo("Firefox");
    assertThat(event.getSessionId()).startsWith("ses_");
    assertThat(event.getService()).isEqualTo("user-service");
    assertThat(event.getDetailsMap())
        .containsEntry("rolesBefore", "ROLE_CUSTOMER")
        .containsEntry("rolesAfter", "ROLE_CUSTOMER,ROLE_SELLER");
    assertThat(event.getAuditEventId()).startsWith("aud_");
    assertThat(Timestamps.toMillis(event.getTime()))
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(30_000L));
  }

  @Test
  @DisplayName("95: disabling and ending sessions")
  void what_administrators_do_to_accounts_is_in_the_trail() {
    User user = fixture.register();
    String id = user.getUserId();
    assertThat(event(id, "user.created").getActor()).isEqualTo(id);
    fixture.admin().endSessions(EndSessionsRequest.newBuilder().setUserId(id).build());
    assertThat(event(id, "user.sessions_ended").getActor()).isEqualTo("usr_admin");
    fixture
        .admin()
        .updateUser(change(user.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    AuditEvent disabled = event(id, "user.state_changed");
    assertThat(disabled.getActor()).isEqualTo("usr_admin");
    assertThat(disabled.getDetailsMap())
        .containsEntry("stateBefore", "ACTIVE")
        .containsEntry("stateAfter", "DISABLED");
  }

  @Test
  void a_change_that_changes_nothing_leaves_no_trace() {
    User user = fixture.register();
    fixture.admin().updateUser(change(user.toBuilder(), "roles", "state"));
    fixture
        .admin()
        .updateUser(change(user.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    event(user.getUserId(), "user.state_changed");
    assertThat(found(all -> all.setResourceId(user.getUserId()).setAction("user.roles_changed")))
        .isEmpty();
  }

  @Test
  void calls_that_a_role_is_missing_for_are_in_the_trail() {
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> fixture.as("usr_curious").listUsers(ListUsersRequest.getDefaultInstance()));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !found(all -> all.setActor("usr_curious")).isEmpty());
    AuditEvent event = found(all -> all.setActor("usr_curious")).getFirst();
    assertThat(event.getResourceId()).isEqualTo("souk.user.v1.UserService/ListUsers");
    assertThat(event.getAction()).isEqualTo("access.refused");
    assertThat(event.getOutcome()).isEqualTo(Outcome.OUTCOME_REFUSED);
    assertThat(event.getReason()).isEqualTo("ROLE_REQUIRED");
    assertThat(event.getResourceType()).isEqualTo("method");
    assertThat(event.getIpAddress()).isEqualTo("127.0.0.1");
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            fixture
                .service("cart-service")
                .verifyCredentials(VerifyCredentialsRequest.getDefaultInstance()));
    assertThat(event("souk.user.v1.UserService/VerifyCredentials", "access.refused").getActor())
        .isEqualTo("cart-service");
  }

  @Test
  void only_administrators_read_it() {
    Channel customer = fixture.identity.user(fixture.server.grpcPort(), "usr_1");
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            AuditServiceGrpc.newBlockingStub(customer)
                .listAuditEvents(ListAuditEventsRequest.getDefaultInstance()));
  }

  @Test
  void filters_combine_and_pages_follow_each_other_newest_first() {
    Instant now = Instant.parse("2020-02-02T00:00:00Z");
    for (int i = 0; i < 7; i++) {
      Clock clock = Clock.fixed(now.plusSeconds(i), java.time.ZoneOffset.UTC);
      put(
          AuditEntry.done(i % 2 == 0 ? "test.even" : "test.odd")
              .on("thing", "thing_" + i)
              .by("usr_filter"),
          clock);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> found(all -> all.setActor("usr_filter")).size() == 7);
    assertThat(found(all -> all.setActor("usr_filter")))
        .extracting(AuditEvent::getResourceId)
        .containsExactly(
            "thing_6", "thing_5", "thing_4", "thing_3", "thing_2", "thing_1", "thing_0");
    assertThat(found(all -> all.setAction("test")).size()).isEqualTo(7);
    assertThat(found(all -> all.setAction("test.odd").setActor("usr_filter")).size()).isEqualTo(3);
    assertThat(found(all -> all.setAction("tes"))).isEmpty();
    assertThat(found(all -> all.setResourceType("thing").setResourceId("thing_3")).size())
        .isEqualTo(1);
    assertThat(found(all -> all.setActor("usr_filter").setOutcome(Outcome.OUTCOME_REFUSED)))
        .isEmpty();
    assertThat(
            found(all ->
                all.setActor("usr_filter")
                    .setStartTime(timestamp(now.plusSeconds(2)))
                    .setEndTime(timestamp(now.plusSeconds(5)))))
        .extracting(AuditEvent::getResourceId)
        .containsExactly("thing_4", "thing_3", "thing_2");

    ListAuditEventsRequest query =
        ListAuditEventsRequest.newBuilder().setActor("usr_filter").setPageSize(3).build();
    List<String> paged = new ArrayList<>();
    String token = "";
    do {
      ListAuditEventsResponse page =
          trail().listAuditEvents(query.toBuilder().setPageToken(token).build());
      page.getAuditEventsList().forEach(event -> paged.add(event.getResourceId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(paged)
        .containsExactly(
            "thing_6", "thing_5", "thing_4", "thing_3", "thing_2", "thing_1", "thing_0");
    String first = trail().listAuditEvents(query).getNextPageToken();
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            trail()
                .listAuditEvents(query.toBuilder().setActor("usr_x").setPageToken(first).build()));
  }

  @Test
  void addresses_are_found_however_they_are_written() {
    Channel nobody =
        TestIdentity.with(
            fixture.identity.user(fixture.server.grpcPort(), "usr_v6"),
            Headers.CLIENT_ADDRESS,
            "2001:db8::7");
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            UserServiceGrpc.newBlockingStub(nobody)
                .listUsers(ListUsersRequest.getDefaultInstance()));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !found(all -> all.setIpAddress("2001:0db8:0:0::7")).isEmpty());
    assertRefused(Reason.INVALID_FIELD, () -> found(all -> all.setIpAddress("example.com")));
    assertRefused(Reason.INVALID_FIELD, () -> found(all -> all.setAction("user.*")));
  }

  @Test
  void an_event_that_comes_again_adds_nothing() {
    EventEnvelope event =
        new AuditEvents("test-service", Clock.systemUTC())
            .of(AuditEntry.done("test.twice").by("usr_twice"));
    topic.put(event.toByteArray());
    topic.put(event.toByteArray());
    EventEnvelope last =
        new AuditEvents("test-service", Clock.systemUTC())
            .of(AuditEntry.done("test.after").by("usr_twice"));
    topic.put(last.toByteArray());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !found(all -> all.setAction("test.after")).isEmpty());
    assertThat(found(all -> all.setActor("usr_twice")).size()).isEqualTo(2);
  }

  @Test
  void what_is_no_event_goes_to_the_dead_letters_and_holds_up_nobody() {
    byte[] poison = "no event at all".getBytes(StandardCharsets.UTF_8);
    topic.put(poison);
    topic.put(EventEnvelope.newBuilder().setEventId("evt_1").build().toByteArray());
    put(AuditEntry.done("test.past_the_poison"), Clock.systemUTC());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !found(all -> all.setAction("test.past_the_poison")).isEmpty());
    try (AuditTopic letters =
        new AuditTopic(kafka.bootstrap(), DeadLetters.of(AuditEvents.TOPIC))) {
      assertThat(letters.records(2)).contains(poison);
    }
  }

  @Test
  void no_secret_reaches_the_trail_or_the_topic() {
    String email = "secretive@example.com";
    List<String> secrets =
        List.of("s3cret-of-sign-up", "s3cret-that-is-wrong", "s3cret-that-is-new", "s3cret-reset");
    var auth = fixture.service("auth-service");
    User user =
        auth.createUser(
            CreateUserRequest.newBuilder()
                .setEmail(email)
                .setPassword(secrets.get(0))
                .setName("Ada")
                .build());
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () ->
            auth.verifyCredentials(
                VerifyCredentialsRequest.newBuilder()
                    .setEmail(email)
                    .setPassword(secrets.get(1))
                    .build()));
    var _ =
        auth.changePassword(
            ChangePasswordRequest.newBuilder()
                .setUserId(user.getUserId())
                .setCurrentPassword(secrets.get(0))
                .setNewPassword(secrets.get(2))
                .setKeptSessionId("ses_kept")
                .build());
    var _ =
        auth.resetPassword(
            ResetPasswordRequest.newBuilder()
                .setUserId(user.getUserId())
                .setEmail(email)
                .setNewPassword(secrets.get(3))
                .build());
    var _ =
        auth.verifyEmail(
            VerifyEmailRequest.newBuilder().setUserId(user.getUserId()).setEmail(email).build());
    var _ =
        fixture
            .as(user.getUserId())
            .updateMe(
                UpdateMeRequest.newBuilder()
                    .setUser(User.newBuilder().setName("Countess"))
                    .setUpdateMask(UserFixture.mask("name"))
                    .build());
    assertThat(event(user.getUserId(), "password.changed").getActor()).isEqualTo(user.getUserId());
    event(user.getUserId(), "password.reset");
    event(user.getUserId(), "user.profile_changed");
    topic.until(event ->
        event.getResourceId().equals(user.getUserId())
            && event.getAction().equals("user.profile_changed"));
    String stored = collection("auditEvents", documents -> text(documents));
    for (String secret : secrets) {
      assertThat(topic.text()).doesNotContain(secret);
      assertThat(stored).doesNotContain(secret);
    }
    assertThat(stored).doesNotContain("argon2id").doesNotContain(email).doesNotContain("Countess");
    assertThat(topic.text()).doesNotContain("argon2id").doesNotContain(email);
  }

  @Test
  void while_kafka_is_away_events_wait_with_what_they_tell_of() throws Exception {
    Path apart = java.nio.file.Files.createDirectory(folder.resolve("apart"));
    try (UserFixture offline = new UserFixture(apart)) {
      User user = offline.register();
      var _ =
          offline
              .admin()
              .updateUser(change(user.toBuilder().setState(User.State.STATE_DISABLED), "state"));
      try (MongoClient client = MongoClients.create(offline.mongo.uri("users"))) {
        Document account =
            Optional.ofNullable(
                    client
                        .getDatabase(offline.mongo.name("users"))
                        .getCollection("users")
                        .find(new Document("_id", user.getUserId()))
                        .first())
                .orElseThrow();
        assertThat(account.getList("auditOutbox", Document.class).size()).isEqualTo(2);
      }
      try (var online = offline.instance(kafka.settings())) {
        assertThat(online.grpcPort()).isPositive();
        topic.until(event ->
            event.getResourceId().equals(user.getUserId())
                && event.getAction().equals("user.state_changed"));
      }
    }
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamps.fromMillis(time.toEpochMilli());
  }

  private static String collection(
      String name, java.util.function.Function<MongoCollection<Document>, String> use) {
    try (MongoClient client = MongoClients.create(fixture.mongo.uri("users"))) {
      return use.apply(client.getDatabase(fixture.mongo.name("users")).getCollection(name));
    }
  }

  private static String text(MongoCollection<Document> documents) {
    StringBuilder text = new StringBuilder();
    documents.find().forEach(document -> text.append(document.toJson()).append('\n'));
    return text.toString();
  }
}

package dev.souk.user.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.souk.embedded.TestMongo;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.user.domain.AccountState;
import dev.souk.user.domain.Credentials;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.Profile;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.UserOrder;
import dev.souk.user.domain.UserQuery;
import dev.souk.user.domain.VerifyCredentials;
import dev.souk.user.password.Argon2id;
import dev.souk.user.password.HashingPool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoUsersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir static Path folder;
  private static TestMongo mongo;
  private static MongoConnection connection;
  private static MongoUsers users;

  @BeforeAll
  static void start() {
    mongo = TestMongo.start(folder);
    connection = MongoConnection.open(mongo.uri("users"));
    users =
        new MongoUsers(connection.database(), new AuditEvents("user-service", Clock.systemUTC()));
    users.prepare();
    users.prepare();
  }

  @AfterAll
  static void stop() {
    connection.close();
    mongo.close();
  }

  private static User user(String id) {
    return User.created(
        id, new EmailAddress(id + "@example.com"), "Ada", Set.of(Role.ROLE_CUSTOMER), NOW);
  }

  @Test
  void an_account_reads_as_it_was_written() {
    User user = user("usr_read");
    users.add(user, "hash");
    assertThat(users.byId("usr_read")).contains(user);
    assertThat(users.credentials(new EmailAddress("USR_READ@example.com")))
        .hasValueSatisfying(found -> assertThat(found.passwordHash()).isEqualTo("hash"));
    assertThat(users.byId("usr_absent")).isEmpty();
  }

  @Test
  void a_taken_address_leaves_the_first_account_alone() {
    users.add(user("usr_first"), "hash");
    User second =
        User.created("usr_second", new EmailAddress("USR_FIRST@example.com"), "Bob", Set.of(), NOW);
    assertThatThrownBy(() -> users.add(second, "other")).isInstanceOf(ApiException.class);
    assertThat(users.byId("usr_second")).isEmpty();
  }

  @Test
  void only_the_successor_of_the_stored_version_replaces_it() {
    User first = user("usr_versions");
    users.add(first, "hash");
    User second = first.withRights(Set.of(Role.ROLE_ADMIN), AccountState.ACTIVE, NOW);
    assertThat(users.replace(second)).isTrue();
    assertThat(users.replace(second)).isFalse();
    assertThat(users.byId("usr_versions")).contains(second);
    assertThat(users.credentials(first.email()).orElseThrow().passwordHash()).isEqualTo("hash");
  }

  @Test
  void sessions_stay_outdated_until_they_are_ended_for_that_version() {
    User first = user("usr_outdated");
    users.add(first, "hash");
    User second = first.withRights(first.roles(), AccountState.DISABLED, NOW);
    users.replace(second);
    users.sessionsEnded("usr_outdated", first.version());
    assertThat(users.withOutdatedSessions(NOW.plusSeconds(1))).contains(second);
    assertThat(users.withOutdatedSessions(NOW)).doesNotContain(second);
    users.sessionsEnded("usr_outdated", second.version());
    assertThat(users.withOutdatedSessions(NOW.plusSeconds(1))).isEmpty();
    assertThat(users.byId("usr_outdated").orElseThrow().sessionsOutdated()).isFalse();
  }

  @Test
  void a_changed_profile_neither_forgets_nor_recalls_that_sessions_must_end() {
    User first = user("usr_profile");
    users.add(first, "hash");
    User outdated = first.withRights(first.roles(), AccountState.DISABLED, NOW);
    users.replace(outdated);
    User renamed = outdated.withProfile(Profile.named("Eve"), NOW);
    users.replace(renamed);
    User stored = users.byId("usr_profile").orElseThrow();
    assertThat(stored.profile().name()).isEqualTo("Eve");
    assertThat(stored.sessionsOutdated()).isTrue();
    User again = stored.withProfile(Profile.named("Ada"), NOW);
    users.sessionsEnded("usr_profile", outdated.version());
    users.replace(again);
    assertThat(users.byId("usr_profile").orElseThrow().sessionsOutdated()).isFalse();
  }

  @Test
  @DisplayName("13: sessions that were ended are not ended again for a change in between")
  void a_change_in_between_does_not_keep_the_note() {
    User first = user("usr_between");
    users.add(first, "hash");
    User outdated = first.withNewPassword("ses_kept", NOW);
    users.replacePassword(outdated, "hash", "new");
    users.replace(outdated.withProfile(Profile.named("Eve"), NOW));
    users.sessionsEnded("usr_between", outdated.version());
    User stored = users.byId("usr_between").orElseThrow();
    assertThat(stored.sessionsOutdated()).isFalse();
    assertThat(users.withOutdatedSessions(NOW.plusSeconds(1))).doesNotContain(stored);
  }

  @Test
  @DisplayName(
      "13: sessions that a later change outdated stay so when those of the earlier are ended")
  void a_later_change_keeps_its_own_note() {
    User first = user("usr_later");
    users.add(first, "hash");
    User demoted = first.withRights(Set.of(), AccountState.ACTIVE, NOW);
    User disabled = demoted.withRights(Set.of(), AccountState.DISABLED, NOW);
    users.replace(demoted);
    users.replace(disabled);
    users.sessionsEnded("usr_later", demoted.version());
    assertThat(users.byId("usr_later")).contains(disabled);
    users.sessionsEnded("usr_later", disabled.version());
    assertThat(users.byId("usr_later").orElseThrow().sessionsOutdated()).isFalse();
  }

  @Test
  void a_note_from_before_it_named_a_version_is_removed() {
    User user = user("usr_note");
    users.add(user, "hash");
    var _ =
        connection
            .database()
            .getCollection("users")
            .updateOne(Filters.eq("_id", user.id()), Updates.set("sessionsOutdated", true));
    User found = users.byId("usr_note").orElseThrow();
    assertThat(users.withOutdatedSessions(NOW.plusSeconds(1))).contains(found);
    users.sessionsEnded("usr_note", found.outdatingVersion().orElseThrow());
    assertThat(users.byId("usr_note")).contains(user);
  }

  @Test
  @DisplayName(
      "95: every list, in every order, has an index that begins with it and goes on in order")
  void lists_have_indexes() {
    List<Document> keys =
        connection.database().getCollection("users").listIndexes().into(new ArrayList<>()).stream()
            .map(index -> index.get("key", Document.class))
            .toList();
    assertThat(keys)
        .contains(
            new Document("lists", 1).append("_id", -1),
            new Document("lists", 1).append("emailLower", 1),
            new Document("lists", 1).append("nameKey", 1));
  }

  @Test
  @DisplayName("95: the pages of a list are its accounts in order, each once, whatever the size")
  void pages_make_up_the_list() {
    List<User> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      User user =
          User.created(
              "usr_page%02d".formatted(i),
              new EmailAddress("page%02d@example.com".formatted(i * 7 % 30)),
              "Page " + "ABC".charAt(i % 3),
              Set.of(i % 2 == 0 ? Role.ROLE_SELLER : Role.ROLE_CUSTOMER),
              NOW);
      users.add(user, "hash");
      all.add(user);
    }
    for (UserOrder order : List.of(UserOrder.EMAIL, UserOrder.NAME)) {
      for (Optional<Role> role : List.of(Optional.<Role>empty(), Optional.of(Role.ROLE_SELLER))) {
        List<User> expected =
            all.stream()
                .filter(user -> role.isEmpty() || user.roles().contains(role.get()))
                .sorted(Comparator.comparing(order::keyOf))
                .toList();
        for (int size : List.of(1, 4, 100)) {
          assertThat(pages(order, role, size)).isEqualTo(expected);
        }
      }
    }
  }

  private static List<User> pages(UserOrder order, Optional<Role> role, int size) {
    List<User> found = new ArrayList<>();
    Optional<String> after = Optional.empty();
    List<User> page;
    do {
      page = users.page(new UserQuery(order, "PAGE", role, Optional.empty(), after, size));
      found.addAll(page);
      after = page.stream().map(order::keyOf).reduce((first, last) -> last);
    } while (page.size() == size);
    return found;
  }

  @Test
  void an_account_from_before_there_were_lists_is_in_them_after_the_next_start() {
    User old = user("usr_old").withRights(Set.of(Role.ROLE_ADMIN), AccountState.ACTIVE, NOW);
    users.add(old, "hash");
    var _ =
        connection
            .database()
            .getCollection("users")
            .updateOne(
                Filters.eq("_id", old.id()),
                Updates.combine(
                    Updates.unset("lists"), Updates.unset("nameKey"), Updates.unset("phone")));
    assertThat(users.activeAdmins()).doesNotContain(old);
    users.prepare();
    assertThat(users.activeAdmins()).contains(old);
    assertThat(users.credentials(old.email()).orElseThrow().passwordHash()).isEqualTo("hash");
  }

  @Test
  void a_password_is_replaced_for_one_version_and_one_hash() {
    User first = user("usr_password");
    users.add(first, "old");
    User second = first.withNewPassword("ses_kept", NOW);
    assertThat(users.replacePassword(second, "other", "new")).isFalse();
    assertThat(users.byId("usr_password")).contains(first);
    assertThat(users.replacePassword(second, "old", "new")).isTrue();
    assertThat(users.replacePassword(second, "new", "newer")).isFalse();
    assertThat(users.credentialsById("usr_password").orElseThrow())
        .isEqualTo(new Credentials(second, "new"));
    assertThat(second.keptSession()).contains("ses_kept");
    users.sessionsEnded("usr_password", second.version());
    assertThat(users.byId("usr_password").orElseThrow().keptSession()).isEmpty();
  }

  @Test
  void a_session_that_an_earlier_change_has_still_to_end_is_not_kept() {
    User first = user("usr_pending");
    User demoted = first.withRights(Set.of(), AccountState.ACTIVE, NOW);
    assertThat(demoted.withNewPassword("ses_1", NOW).keptSession()).isEmpty();
    User changed = first.withNewPassword("ses_1", NOW);
    assertThat(changed.withNewPassword("ses_1", NOW).keptSession()).contains("ses_1");
    assertThat(changed.withNewPassword("ses_2", NOW).keptSession()).isEmpty();
    users.add(first, "hash");
    users.replacePassword(changed, "hash", "new");
    users.replace(changed.withRights(Set.of(), AccountState.ACTIVE, NOW));
    assertThat(users.byId("usr_pending").orElseThrow().keptSession()).isEmpty();
  }

  @Test
  @DisplayName("4: a hash with outdated parameters is replaced at the next login")
  void an_outdated_hash_is_replaced_at_the_next_login() {
    EmailAddress email = new EmailAddress("usr_rehash@example.com");
    String outdated =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    users.add(user("usr_rehash"), outdated);
    try (HashingPool passwords = new HashingPool(Argon2id.standard(), 1, 1)) {
      VerifyCredentials verify = new VerifyCredentials(users, passwords);
      verify.verify(email, "password");
      assertThat(users.credentials(email).orElseThrow().passwordHash())
          .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      assertThat(verify.verify(email, "password").id()).isEqualTo("usr_rehash");
    }
  }
}

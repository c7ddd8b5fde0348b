package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.user.v1.EndSessionsRequest;
import dev.souk.user.v1.GetUserRequest;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.ListUsersResponse;
import dev.souk.user.v1.UpdateUserRequest;
import dev.souk.user.v1.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators do with accounts, over gRPC, each test on a store of its own. */
class AdministrationTest {
  @TempDir Path folder;
  private UserFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new UserFixture(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static UpdateUserRequest customer(User user) {
    return UserFixture.change(
        User.newBuilder().setUserId(user.getUserId()).addRoles("ROLE_CUSTOMER"), "roles");
  }

  private static UpdateUserRequest disabled(User user) {
    return UserFixture.change(
        User.newBuilder().setUserId(user.getUserId()).setState(User.State.STATE_DISABLED), "state");
  }

  private static UpdateUserRequest enabled(User user) {
    return UserFixture.change(
        User.newBuilder().setUserId(user.getUserId()).setState(User.State.STATE_ACTIVE), "state");
  }

  private List<User> activeAdmins() {
    return fixture
        .admin()
        .listUsers(
            ListUsersRequest.newBuilder()
                .setRole("ROLE_ADMIN")
                .setState(User.State.STATE_ACTIVE)
                .build())
        .getUsersList();
  }

  private List<String> names(ListUsersRequest.Builder request) {
    return fixture.admin().listUsers(request.build()).getUsersList().stream()
        .map(User::getName)
        .toList();
  }

  @Test
  @DisplayName("95: the last administrator is neither demoted nor disabled")
  void the_last_administrator_stays() {
    User only = fixture.newAdmin();
    assertRefused(Reason.LAST_ADMIN, () -> fixture.admin().updateUser(customer(only)));
    assertRefused(Reason.LAST_ADMIN, () -> fixture.admin().updateUser(disabled(only)));
    assertThat(activeAdmins()).containsExactly(only);
    User second = fixture.newAdmin();
    fixture.admin().updateUser(disabled(only));
    assertRefused(Reason.LAST_ADMIN, () -> fixture.admin().updateUser(customer(second)));
    fixture.admin().updateUser(customer(only));
    assertRefused(Reason.LAST_ADMIN, () -> fixture.admin().updateUser(customer(second)));
    fixture.admin().updateUser(enabled(only));
    assertRefused(Reason.LAST_ADMIN, () -> fixture.admin().updateUser(customer(second)));
    assertThat(activeAdmins()).extracting(User::getUserId).containsExactly(second.getUserId());
  }

  @Test
  @DisplayName("95: a disabled administrator counts again once enabled")
  void an_enabled_administrator_counts_again() {
    User first = fixture.newAdmin();
    User second = fixture.newAdmin();
    fixture.admin().updateUser(disabled(first));
    fixture.admin().updateUser(enabled(first));
    fixture.admin().updateUser(customer(second));
    assertThat(activeAdmins()).extracting(User::getUserId).containsExactly(first.getUserId());
  }

  @Test
  @DisplayName("95: of two administrators who remove each other at once, one stays")
  void two_administrators_cannot_remove_each_other() throws Exception {
    for (int round = 0; round < 20; round++) {
      User first = fixture.newAdmin();
      List<User> before = new ArrayList<>(activeAdmins());
      before.removeIf(user -> user.getUserId().equals(first.getUserId()));
      User second = before.isEmpty() ? fixture.newAdmin() : before.getFirst();
      boolean disable = round % 2 == 0;
      List<String> outcomes =
          UserFixture.atOnce(
              List.of(
                  attack(fixture.server, second, disable ? disabled(first) : customer(first)),
                  attack(fixture.other, first, disable ? disabled(second) : customer(second))));
      assertThat(outcomes).containsExactlyInAnyOrder("OK", "LAST_ADMIN");
      assertThat(activeAdmins()).hasSize(1);
    }
  }

  private Callable<User> attack(RunningServer instance, User attacker, UpdateUserRequest change) {
    return () -> fixture.as(instance, attacker.getUserId(), "ROLE_ADMIN").updateUser(change);
  }

  @Test
  @DisplayName("95: of many administrators who are all removed and made again at once, one stays")
  void an_administrator_stays_in_any_turmoil() throws Exception {
    List<User> admins = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      admins.add(fixture.newAdmin());
    }
    for (int round = 0; round < 5; round++) {
      List<Callable<?>> calls = new ArrayList<>();
      for (User user : admins) {
        User.Builder admin = User.newBuilder().setUserId(user.getUserId());
        calls.add(attack(fixture.server, user(round), customer(user)));
        calls.add(attack(fixture.other, user(round), disabled(user)));
        calls.add(attack(fixture.other, user(round), enabled(user)));
        if (round % 2 == 0) {
          calls.add(
              attack(
                  fixture.server,
                  user(round),
                  UserFixture.change(admin.addRoles("ROLE_ADMIN"), "roles")));
        }
      }
      assertThat(UserFixture.atOnce(calls)).isSubsetOf("OK", "LAST_ADMIN", "CONTENTION");
      assertThat(activeAdmins()).isNotEmpty();
    }
    List<Callable<?>> removals = new ArrayList<>();
    admins.forEach(user -> removals.add(attack(fixture.server, user(0), customer(user))));
    UserFixture.atOnce(removals);
    assertThat(activeAdmins()).isNotEmpty();
  }

  /** Somebody who is none of those that are changed. */
  private static User user(int round) {
    return User.newBuilder().setUserId("usr_elsewhere" + round).build();
  }

  @Test
  @DisplayName("95: accounts are found by the beginning of their e-mail address or name")
  void accounts_are_found_by_prefix() {
    fixture.register("grace@example.com", "Grace Hopper");
    fixture.register("Ada.Lovelace@example.com", "Ada Lovelace");
    fixture.register("adam@example.com", "ada byron");
    fixture.register("a.z@example.com", "\u00c9mile");
    assertThat(names(ListUsersRequest.newBuilder()))
        .containsExactly("\u00c9mile", "ada byron", "Ada Lovelace", "Grace Hopper");
    assertThat(names(ListUsersRequest.newBuilder().setEmailPrefix("ADA")))
        .containsExactly("Ada Lovelace", "ada byron");
    assertThat(names(ListUsersRequest.newBuilder().setEmailPrefix("a.")))
        .containsExactly("\u00c9mile");
    assertThat(names(ListUsersRequest.newBuilder().setEmailPrefix(".*"))).isEmpty();
    assertThat(names(ListUsersRequest.newBuilder().setEmailPrefix("\\E.*"))).isEmpty();
    assertThat(names(ListUsersRequest.newBuilder().setNamePrefix("aDa ")))
        .containsExactly("ada byron", "Ada Lovelace");
    assertThat(names(ListUsersRequest.newBuilder().setNamePrefix("e\u0301")))
        .containsExactly("\u00c9mile");
    for (ListUsersRequest.Builder wrong :
        List.of(
            ListUsersRequest.newBuilder().setEmailPrefix("a").setNamePrefix("a"),
            ListUsersRequest.newBuilder().setNamePrefix("a\u0000"),
            ListUsersRequest.newBuilder().setRole("ROLE_KING"),
            ListUsersRequest.newBuilder().setPageSize(-1))) {
      assertRefused(Reason.INVALID_FIELD, () -> names(wrong));
    }
  }

  @Test
  @DisplayName("95: role and state narrow a list, also after they change")
  void role_and_state_narrow_a_list() {
    User ada = fixture.register("ada@example.com", "Ada");
    User bob = fixture.register("bob@example.com", "Bob");
    fixture
        .admin()
        .updateUser(UserFixture.change(ada.toBuilder().addRoles("ROLE_SELLER"), "roles"));
    fixture.admin().updateUser(disabled(bob));
    assertThat(names(ListUsersRequest.newBuilder().setRole("ROLE_SELLER"))).containsExactly("Ada");
    assertThat(names(ListUsersRequest.newBuilder().setRole("ROLE_CUSTOMER")))
        .containsExactly("Bob", "Ada");
    assertThat(names(ListUsersRequest.newBuilder().setState(User.State.STATE_DISABLED)))
        .containsExactly("Bob");
    assertThat(
            names(
                ListUsersRequest.newBuilder()
                    .setEmailPrefix("b")
                    .setRole("ROLE_CUSTOMER")
                    .setState(User.State.STATE_ACTIVE)))
        .isEmpty();
    fixture.admin().updateUser(enabled(bob));
    assertThat(names(ListUsersRequest.newBuilder().setState(User.State.STATE_DISABLED))).isEmpty();
  }

  @Test
  @DisplayName("95: a list is read page by page, its token is good for that list alone")
  void a_list_is_read_page_by_page() {
    for (int i = 0; i < 5; i++) {
      fixture.register("page" + i + "@example.com", "Same Name");
    }
    ListUsersRequest first =
        ListUsersRequest.newBuilder().setNamePrefix("same").setPageSize(2).build();
    List<String> seen = new ArrayList<>();
    ListUsersRequest request = first;
    ListUsersResponse page;
    do {
      page = fixture.admin().listUsers(request);
      page.getUsersList().forEach(user -> seen.add(user.getUserId()));
      assertThat(page.getUsersCount()).isLessThanOrEqualTo(2);
      request = first.toBuilder().setPageToken(page.getNextPageToken()).build();
    } while (!page.getNextPageToken().isEmpty());
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    String token = fixture.admin().listUsers(first).getNextPageToken();
    for (ListUsersRequest.Builder other :
        List.of(
            ListUsersRequest.newBuilder(),
            ListUsersRequest.newBuilder().setNamePrefix("sam"),
            ListUsersRequest.newBuilder().setEmailPrefix("same"),
            first.toBuilder().setRole("ROLE_CUSTOMER"))) {
      assertRefused(Reason.PAGE_TOKEN_INVALID, () -> names(other.setPageToken(token)));
    }
    assertRefused(
        Reason.PAGE_TOKEN_INVALID, () -> names(first.toBuilder().setPageToken("nonsense")));
  }

  @Test
  @DisplayName("95: sessions are ended at an administrator's wish")
  void sessions_are_ended() {
    User user = fixture.register();
    EndSessionsRequest request =
        EndSessionsRequest.newBuilder().setUserId(user.getUserId()).build();
    var _ = fixture.admin().endSessions(request);
    assertThat(fixture.authService.ended()).containsExactly(user.getUserId());
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            fixture
                .admin()
                .endSessions(EndSessionsRequest.newBuilder().setUserId("usr_none").build()));
    fixture.authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> fixture.admin().endSessions(request));
  }

  @Test
  @DisplayName("18, 95: accounts are for administrators alone")
  void accounts_are_for_administrators_alone() {
    for (String role : List.of("ROLE_CUSTOMER", "ROLE_SELLER")) {
      assertRefused(
          Reason.ROLE_REQUIRED,
          () -> fixture.as("usr_1", role).listUsers(ListUsersRequest.getDefaultInstance()));
      assertRefused(
          Reason.ROLE_REQUIRED,
          () -> fixture.as("usr_1", role).endSessions(EndSessionsRequest.getDefaultInstance()));
    }
  }

  @Test
  @DisplayName("95: an account that is sent back whole changes by its roles alone")
  void output_only_fields_are_ignored() {
    User user = fixture.register();
    User changed =
        fixture
            .admin()
            .updateUser(
                UserFixture.change(
                    user.toBuilder().addRoles("ROLE_SELLER").setEmailVerified(true),
                    "roles",
                    "email_verified",
                    "create_time",
                    "update_time",
                    "etag"));
    assertThat(changed.getRolesList()).containsExactly("ROLE_CUSTOMER", "ROLE_SELLER");
    assertThat(changed.getEmailVerified()).isFalse();
    assertThat(
            fixture
                .admin()
                .getUser(GetUserRequest.newBuilder().setUserId(user.getUserId()).build()))
        .isEqualTo(changed);
    assertRefused(
        Reason.INVALID_FIELD,
        () -> fixture.admin().updateUser(UserFixture.change(user.toBuilder(), "etag")));
  }
}

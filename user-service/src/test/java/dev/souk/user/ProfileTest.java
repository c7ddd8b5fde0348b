package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.MarketingPreferences;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.User;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own profile, over gRPC, on a real store. */
class ProfileTest {
  @TempDir static Path folder;
  private static UserFixture fixture;

  private final User user = fixture.register();

  @BeforeAll
  static void start() throws Exception {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private User me() {
    return fixture.as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance());
  }

  private User update(User.Builder wanted, String... paths) {
    return fixture.as(user.getUserId()).updateMe(request(wanted, paths));
  }

  private static UpdateMeRequest request(User.Builder wanted, String... paths) {
    return UpdateMeRequest.newBuilder()
        .setUser(wanted)
        .setUpdateMask(UserFixture.mask(paths))
        .build();
  }

  @Test
  @DisplayName("24, 27: name, phone and marketing preferences change, and nothing else")
  void a_profile_changes() {
    User changed =
        update(
            user.toBuilder()
                .setName(" Ada Lovelace ")
                .setPhone("+442071838750")
                .setMarketingPreferences(MarketingPreferences.newBuilder().setEmail(true)),
            "name",
            "phone",
            "marketing_preferences");
    assertThat(changed)
        .isEqualTo(
            user.toBuilder()
                .setName("Ada Lovelace")
                .setPhone("+442071838750")
                .setMarketingPreferences(MarketingPreferences.newBuilder().setEmail(true))
                .setEtag("2")
                .setUpdateTime(changed.getUpdateTime())
                .build());
    assertThat(me()).isEqualTo(changed);
    assertThat(fixture.authService.ended()).doesNotContain(user.getUserId());
  }

  @Test
  @DisplayName("24: what the mask does not name stays, what it names unset is cleared")
  void the_mask_decides() {
    update(user.toBuilder().setPhone("+442071838750"), "phone");
    User renamed = update(User.newBuilder().setName("Grace"), "name");
    assertThat(renamed.getName()).isEqualTo("Grace");
    assertThat(renamed.getPhone()).isEqualTo("+442071838750");
    assertThat(update(User.newBuilder(), "phone").getPhone()).isEmpty();
    User byMail =
        update(
            User.newBuilder()
                .setMarketingPreferences(
                    MarketingPreferences.newBuilder().setEmail(true).setSms(true)),
            "marketing_preferences.email");
    assertThat(byMail.getMarketingPreferences())
        .isEqualTo(MarketingPreferences.newBuilder().setEmail(true).build());
  }

  @Test
  @DisplayName("24: roles, state and all else that is output only are ignored")
  void nobody_gives_themselves_roles() {
    User.Builder wanted =
        user.toBuilder()
            .setUserId("usr_other")
            .setEmailVerified(true)
            .setState(User.State.STATE_DISABLED)
            .addRoles("ROLE_ADMIN")
            .setName("Mallory");
    User changed =
        update(
            wanted,
            "user_id",
            "email",
            "email_verified",
            "name",
            "roles",
            "state",
            "create_time",
            "update_time",
            "etag");
    assertThat(changed)
        .isEqualTo(
            user.toBuilder()
                .setName("Mallory")
                .setEtag("2")
                .setUpdateTime(changed.getUpdateTime())
                .build());
    assertThat(update(wanted.clearEtag(), "roles", "state")).isEqualTo(changed);
    assertThat(me()).isEqualTo(changed);
  }

  @Test
  @DisplayName("24: a change for another version is refused")
  void a_lost_race_is_told() {
    User changed = update(user.toBuilder().setName("First"), "name");
    assertRefused(
        Reason.ETAG_MISMATCH, () -> update(user.toBuilder().setName("Second"), "name", "etag"));
    assertThat(me()).isEqualTo(changed);
    assertThat(update(changed.toBuilder().setName("Second"), "name").getEtag()).isEqualTo("3");
  }

  @Test
  @DisplayName("24: of many changes for one version, one is made")
  void one_change_a_version() throws Exception {
    List<Callable<User>> changes =
        IntStream.range(0, 16)
            .mapToObj(i -> request(user.toBuilder().setName("Ada " + i), "name"))
            .map(wanted -> (Callable<User>) () -> fixture.as(user.getUserId()).updateMe(wanted))
            .toList();
    List<String> outcomes = UserFixture.atOnce(changes);
    assertThat(outcomes).filteredOn("OK"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("ETAG_MISMATCH"::equals).hasSize(15);
    assertThat(me().getEtag()).isEqualTo("2");
  }

  @Test
  @DisplayName("1: nobody signs up without a name, or with one that a profile could not have")
  void a_name_is_a_name_from_the_beginning() {
    for (String name : List.of(" ", "\u2003\t", "Ada\u0000", "Ada\nBcc: all")) {
      assertRefused(Reason.INVALID_FIELD, () -> fixture.register("nameless@example.com", name));
    }
    assertThat(fixture.register("nameless@example.com", " Ada ").getName()).isEqualTo("Ada");
  }

  @Test
  @DisplayName("24: a malformed change is refused and changes nothing")
  void malformed_changes_are_refused() {
    for (UpdateMeRequest wrong :
        List.of(
            request(user.toBuilder().setName(" "), "name"),
            request(user.toBuilder().setName("x".repeat(101)), "name"),
            request(user.toBuilder().setName("Ada\u0000"), "name"),
            request(user.toBuilder().setName("Ada\nBcc: all"), "name"),
            request(user.toBuilder().setPhone("020 7183 8750"), "phone"),
            request(user.toBuilder().setPhone("+0123456789"), "phone"),
            request(user.toBuilder(), "password"),
            request(user.toBuilder(), "name.first"),
            request(user.toBuilder()))) {
      assertRefused(Reason.INVALID_FIELD, () -> fixture.as(user.getUserId()).updateMe(wrong));
    }
    assertThat(me()).isEqualTo(user);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> fixture.as("usr_gone").updateMe(request(user.toBuilder(), "name")));
    assertRefused(
        Reason.TOKEN_MISSING, () -> fixture.anybody().updateMe(request(user.toBuilder(), "name")));
  }
}

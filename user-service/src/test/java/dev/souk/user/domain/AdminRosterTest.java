package dev.souk.user.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdminRosterTest {
  private static final AdminRoster NOBODY = new AdminRoster(Map.of(), 0);

  private static User admin(String id, long version) {
    Instant now = Instant.EPOCH;
    return new User(
        id,
        Contacts.by(new EmailAddress(id + "@example.com")),
        Profile.named(id),
        Set.of(Role.ROLE_ADMIN),
        AccountState.ACTIVE,
        false,
        "",
        now,
        now,
        version,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void the_last_member_is_not_dismissed() {
    AdminRoster one = NOBODY.admitting(admin("a", 1));
    assertThatThrownBy(() -> one.dismissing(admin("a", 1))).isInstanceOf(ApiException.class);
    AdminRoster two = one.admitting(admin("b", 1));
    assertThat(two.dismissing(admin("a", 1)).hasMember(admin("b", 1))).isTrue();
    assertThat(two.dismissing(admin("a", 1)).hasMember(admin("a", 1))).isFalse();
  }

  @Test
  void who_is_not_in_the_roster_is_no_reason_to_dismiss_its_only_member() {
    AdminRoster one = NOBODY.admitting(admin("a", 1));
    assertThat(one.dismissing(admin("uncounted", 4)).hasMember(admin("a", 1))).isTrue();
    assertThatThrownBy(() -> NOBODY.dismissing(admin("uncounted", 4)))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void an_admission_that_arrives_after_the_dismissal_changes_nothing() {
    AdminRoster dismissed =
        NOBODY.admitting(admin("a", 1)).admitting(admin("b", 2)).dismissing(admin("b", 3));
    assertThat(dismissed.admitting(admin("b", 2))).isEqualTo(dismissed);
    assertThat(dismissed.admitting(admin("b", 3))).isEqualTo(dismissed);
    assertThat(dismissed.admitting(admin("b", 5)).hasMember(admin("b", 5))).isTrue();
  }

  @Test
  void a_roster_that_knows_more_of_an_account_is_ahead_of_it() {
    AdminRoster roster = NOBODY.admitting(admin("a", 3));
    assertThat(roster.isAheadOf(admin("a", 2))).isTrue();
    assertThat(roster.isAheadOf(admin("a", 3))).isFalse();
    assertThat(roster.isAheadOf(admin("b", 1))).isFalse();
  }

  @Test
  void repeating_changes_nothing() {
    AdminRoster roster = NOBODY.admitting(admin("a", 1)).admitting(admin("b", 1));
    assertThat(roster.admitting(admin("a", 2))).isEqualTo(roster);
    AdminRoster dismissed = roster.dismissing(admin("a", 2));
    assertThat(dismissed.dismissing(admin("a", 2))).isEqualTo(dismissed);
    assertThat(dismissed.version()).isEqualTo(3);
  }
}

package dev.souk.user.domain;

import dev.souk.kit.error.Errors;
import java.util.function.UnaryOperator;

/** Keeps the roster of administrators true to the accounts, and never empty. */
public final class Administrators {
  private static final int ATTEMPTS = 50;

  private final AdminRosters rosters;
  private final Users users;

  /** Keeps the roster of these accounts. */
  public Administrators(AdminRosters rosters, Users users) {
    this.rosters = rosters;
    this.users = users;
  }

  /** Notes that the stored account is an active administrator; to be called after that write. */
  void admit(User user) {
    var _ = change(roster -> roster.admitting(user));
  }

  /**
   * Notes that the account is about to be no active administrator; to be called before that write.
   *
   * @return false when the account has changed since it was read
   * @throws dev.souk.kit.error.ApiException {@code LAST_ADMIN} when no other would be left, {@code
   *     CONTENTION}
   */
  public boolean dismiss(User user) {
    AdminRoster roster =
        change(current -> current.isAheadOf(user) ? current : current.dismissing(user));
    return !roster.isAheadOf(user);
  }

  /** Admits those whose own change was cut short before it could do that. */
  public void admitForgotten() {
    users.activeAdmins().forEach(this::admit);
  }

  private AdminRoster change(UnaryOperator<AdminRoster> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      AdminRoster current = rosters.current();
      AdminRoster next = change.apply(current);
      if (next.equals(current) || rosters.replace(next)) {
        return next;
      }
    }
    throw Errors.contention("administrators");
  }
}

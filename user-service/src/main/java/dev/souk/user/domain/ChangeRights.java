package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Changes what an account may do, and ends its sessions before it answers, so that no token
 * outlives the rights it was given for.
 *
 * <p>The change notes in the account that sessions have to be ended. When that fails, a repetition
 * of the call, or else {@link OutdatedSessions}, does it.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code ETAG_MISMATCH}, {@code ILLEGAL_STATE} for the
 * administrator's own account and for a deleted one, {@code LAST_ADMIN}, {@code CONTENTION}.
 */
public final class ChangeRights {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final Administrators administrators;
  private final OutdatedSessions sessions;
  private final Clock clock;

  /** Changes accounts of the given store. */
  public ChangeRights(
      Users users, Administrators administrators, OutdatedSessions sessions, Clock clock) {
    this.users = users;
    this.administrators = administrators;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** The account after the change. */
  public User change(RightsChange change, String administratorId) {
    User changed = store(change, administratorId);
    if (changed.isActiveAdmin()) {
      administrators.admit(changed);
    }
    sessions.end(changed);
    return changed;
  }

  private User store(RightsChange change, String administratorId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user =
          users.byId(change.userId()).orElseThrow(() -> Errors.notFound("user", change.userId()));
      verifyNotOwn(user, administratorId);
      verifyNotDeleted(user);
      Set<Role> roles = change.roles().orElse(user.roles());
      AccountState state = change.state().orElse(user.state());
      if (user.hasRights(roles, state) && (change.isMeantFor(user) || change.isWhatMade(user))) {
        return user;
      }
      if (!change.isMeantFor(user)) {
        throw Errors.etagMismatch(user.etag());
      }
      User next = user.withRights(roles, state, clock.instant());
      if (isAllowed(user, next) && users.replace(next, entries(user, next, administratorId))) {
        return next;
      }
    }
    throw Errors.contention("user");
  }

  private static AuditEntry[] entries(User user, User next, String administratorId) {
    List<AuditEntry> entries = new ArrayList<>();
    if (!next.roles().equals(user.roles())) {
      entries.add(
          AuditEntry.done("user.roles_changed")
              .with("rolesBefore", Role.text(user.roles()))
              .with("rolesAfter", Role.text(next.roles())));
    }
    if (next.state() != user.state()) {
      entries.add(
          AuditEntry.done("user.state_changed")
              .with("stateBefore", user.state().name())
              .with("stateAfter", next.state().name()));
    }
    return entries.stream()
        .map(entry -> entry.on("user", user.id()).by(administratorId))
        .toArray(AuditEntry[]::new);
  }

  /** False when the account has changed since it was read. */
  private boolean isAllowed(User user, User next) {
    return !user.isActiveAdmin() || next.isActiveAdmin() || administrators.dismiss(user);
  }

  /** It is nobody's: nobody could use it. */
  private static void verifyNotDeleted(User user) {
    if (user.isDeleted()) {
      throw Errors.illegalState("user", user.state().name(), List.of());
    }
  }

  /** An administrator who lost the role by mistake could not take it back. */
  private static void verifyNotOwn(User user, String administratorId) {
    if (user.id().equals(administratorId)) {
      throw AccountErrors.ownRights();
    }
  }
}

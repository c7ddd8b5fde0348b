package dev.souk.user.domain.operation;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import dev.souk.user.domain.Administrators;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Clock;

/**
 * Makes an account nobody's, in one write: from then on nobody signs in, and its address is free.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code LAST_ADMIN}, {@code CONTENTION}.
 */
public final class EraseAccount {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final Administrators administrators;
  private final Operations operations;
  private final Clock clock;

  /** Erases accounts of the given store. */
  public EraseAccount(
      Users users, Administrators administrators, Operations operations, Clock clock) {
    this.users = users;
    this.administrators = administrators;
    this.operations = operations;
    this.clock = clock;
  }

  /** The erased account. What has to be known of it later is kept with the deletion first. */
  User erase(Operation deletion) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user =
          users
              .byId(deletion.userId())
              .orElseThrow(() -> Errors.notFound("user", deletion.userId()));
      if (user.isDeleted()) {
        return user;
      }
      if (user.isActiveAdmin() && !administrators.dismiss(user)) {
        continue;
      }
      operations.rememberEmail(deletion.id(), user.email().text());
      User deleted = user.deleted(clock.instant());
      AuditEntry entry = AuditEntry.done("user.deleted").on("user", user.id()).by(user.id());
      if (users.erase(deleted, entry)) {
        return deleted;
      }
    }
    throw Errors.contention("user");
  }
}

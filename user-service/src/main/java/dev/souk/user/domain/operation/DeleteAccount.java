package dev.souk.user.domain.operation;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.user.domain.OutdatedSessions;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Clock;
import java.time.Instant;

/**
 * Deletes an account at its owner's wish: erases the account itself and ends its sessions, and has
 * {@link DriveDeletion} do the rest.
 *
 * <p>The deletion is noted first. When this is cut short, whoever finds the note goes on; asked
 * again, it does what is left of its own part.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code LAST_ADMIN}, {@code CONTENTION}, {@code
 * DEPENDENCY_UNAVAILABLE} when the sessions are not ended yet.
 */
public final class DeleteAccount {
  private final Users users;
  private final Operations operations;
  private final EraseAccount eraseAccount;
  private final OutdatedSessions sessions;
  private final Ids ids;
  private final Clock clock;

  /** Deletes accounts of the given store. */
  public DeleteAccount(
      Users users,
      Operations operations,
      EraseAccount eraseAccount,
      OutdatedSessions sessions,
      Ids ids,
      Clock clock) {
    this.users = users;
    this.operations = operations;
    this.eraseAccount = eraseAccount;
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /** The deletion of the user's account. */
  public Operation delete(String userId) {
    if (users.byId(userId).isEmpty()) {
      throw Errors.notFound("user", userId);
    }
    Operation deletion = begin(userId);
    User deleted = erase(deletion);
    operations.accountErased(deletion.id(), clock.instant());
    sessions.end(deleted);
    return operations.byId(deletion.id()).orElse(deletion);
  }

  private Operation begin(String userId) {
    Instant now = clock.instant();
    Operation begun = Operation.begun(ids.next("opn"), userId, OperationKind.DELETION, now);
    if (operations.add(begun, now.plus(Pauses.REQUEST))) {
      return begun;
    }
    return operations
        .current(OperationKind.DELETION, userId)
        .orElseThrow(() -> Errors.contention("deletion"));
  }

  private User erase(Operation deletion) {
    try {
      return eraseAccount.erase(deletion);
    } catch (ApiException e) {
      if (e.reason().equals(Reason.LAST_ADMIN.name())) {
        operations.withdraw(deletion.id());
      }
      throw e;
    }
  }
}

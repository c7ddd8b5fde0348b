package dev.souk.user.domain.operation;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins the export of a user's data, which {@link DriveExport} makes. A user has one at a time; it
 * takes the place of those that have ended.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code CONTENTION}.
 */
public final class RequestExport {
  private static final int ATTEMPTS = 10;

  private final Users users;
  private final Operations operations;
  private final ExportDocuments documents;
  private final Ids ids;
  private final Clock clock;

  /** Exports the data of these users. */
  public RequestExport(
      Users users, Operations operations, ExportDocuments documents, Ids ids, Clock clock) {
    this.users = users;
    this.operations = operations;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
  }

  /** The export that is under way. */
  public Operation request(String userId) {
    User user =
        users
            .byId(userId)
            .filter(found -> !found.isDeleted())
            .orElseThrow(() -> Errors.notFound("user", userId));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Operation> current = operations.current(OperationKind.EXPORT, user.id());
      if (current.isPresent()) {
        return current.get();
      }
      removeEnded(user.id());
      Instant now = clock.instant();
      Operation begun = Operation.begun(ids.next("opn"), user.id(), OperationKind.EXPORT, now);
      if (operations.add(begun, now)) {
        users.note(
            user.id(),
            AuditEntry.done("user.export_requested").on("user", user.id()).by(user.id()));
        return begun;
      }
    }
    throw Errors.contention("export");
  }

  private void removeEnded(String userId) {
    operations.of(userId).stream()
        .filter(operation -> operation.kind() == OperationKind.EXPORT)
        .filter(operation -> operation.state() != OperationState.RUNNING)
        .forEach(operation -> {
          documents.removeAll(operation.id());
          operations.remove(operation.id());
        });
  }
}

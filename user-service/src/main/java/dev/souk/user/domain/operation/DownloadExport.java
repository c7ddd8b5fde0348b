package dev.souk.user.domain.operation;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.List;

/**
 * Hands out the document of an export, to its owner alone.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code ILLEGAL_STATE} while there is none.
 */
public final class DownloadExport {
  private final Operations operations;
  private final ExportDocuments documents;
  private final Clock clock;

  /** Hands out these documents. */
  public DownloadExport(Operations operations, ExportDocuments documents, Clock clock) {
    this.operations = operations;
    this.documents = documents;
    this.clock = clock;
  }

  /** The document, in pieces that belong behind one another. */
  public List<byte[]> read(String operationId, String userId) {
    Operation operation =
        operations
            .byId(operationId)
            .filter(found -> found.userId().equals(userId))
            .filter(found -> found.kind() == OperationKind.EXPORT)
            .filter(found -> found.expireTime().map(clock.instant()::isBefore).orElse(true))
            .orElseThrow(() -> Errors.notFound("export", operationId));
    if (operation.state() != OperationState.SUCCEEDED) {
      throw Errors.illegalState("export", operation.state().name(), List.of());
    }
    return ExportDocument.read(operation, documents);
  }
}

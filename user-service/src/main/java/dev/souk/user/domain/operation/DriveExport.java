package dev.souk.user.domain.operation;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes exports: reads each part page by page, and writes it chunk by chunk. A part that fails
 * keeps no other from being written, and is read again from its beginning.
 */
public final class DriveExport implements Driver {
  private static final Logger log = LoggerFactory.getLogger(DriveExport.class);

  /** A gateway takes answers up to 16 MiB. */
  private static final long LONGEST = 15L * 1024 * 1024;

  private final Operations operations;
  private final ExportDocuments documents;
  private final Map<Part, ExportSource> sources;
  private final Clock clock;

  /** Exports from these, each for one part of the document. */
  public DriveExport(
      Operations operations,
      ExportDocuments documents,
      Map<Part, ExportSource> sources,
      Clock clock) {
    this.operations = operations;
    this.documents = documents;
    this.sources = new EnumMap<>(sources);
    this.clock = clock;
    List<Part> missing =
        OperationKind.EXPORT.parts().stream().filter(part -> !sources.containsKey(part)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("nothing exports " + missing);
    }
  }

  @Override
  public void drive(Operation taken) {
    Operation operation = taken;
    for (Part part : OperationKind.EXPORT.parts()) {
      if (!operation.isDone(part)) {
        operation = attempt(operation, part);
      }
      if (ExportDocument.length(operation) > LONGEST) {
        giveUp(operation, "EXPORT_TOO_LARGE");
        return;
      }
    }
    Operation reached = operation;
    if (OperationKind.EXPORT.parts().stream().allMatch(reached::isDone)) {
      succeed(operation);
    } else if (clock.instant().isAfter(operation.createTime().plus(Pauses.EXPORT_LIMIT))) {
      giveUp(operation, Reason.DEPENDENCY_UNAVAILABLE.name());
    } else {
      operations.postpone(
          operation,
          operation.attempts() + 1,
          clock.instant().plus(Pauses.beforeAttempt(operation.attempts())));
    }
  }

  private Operation attempt(Operation operation, Part part) {
    try {
      Step step = Step.written(clock.instant(), write(operation, part));
      if (!operations.note(operation, part, step, leaseEnd())) {
        throw new LeaseLostException(operation);
      }
      return operation.with(part, step);
    } catch (ApiException e) {
      log.warn(
          "{}: {} at {} failed, trying again: {}",
          operation.id(),
          part.data(),
          part.service(),
          e.getMessage());
      return operation;
    }
  }

  /** Ends early when it is too long: the rest will not be needed. */
  private Step.Written write(Operation operation, Part part) {
    documents.remove(operation, part);
    ExportSource source = sources.getOrDefault(part, (user, token) -> ExportSource.Page.single(""));
    Optional<String> token = Optional.empty();
    long bytes = 0;
    int chunks = 0;
    boolean values = false;
    do {
      ExportSource.Page page = source.page(operation.userId(), token);
      byte[] text =
          ExportDocument.chunk(page, chunks == 0, values).getBytes(StandardCharsets.UTF_8);
      values |= !page.values().isEmpty();
      documents.write(operation, part, chunks, text);
      chunks++;
      bytes += text.length;
      token = page.next();
      if (!operations.renew(operation, leaseEnd())) {
        throw new LeaseLostException(operation);
      }
    } while (token.isPresent() && bytes <= LONGEST);
    return new Step.Written(operation.lease(), chunks, bytes);
  }

  private void succeed(Operation operation) {
    end(operation, OperationState.SUCCEEDED, Optional.empty(), ExportDocument.length(operation));
  }

  private void giveUp(Operation operation, String reason) {
    end(operation, OperationState.FAILED, Optional.of(reason), 0);
    documents.removeAll(operation.id());
  }

  private void end(Operation operation, OperationState state, Optional<String> reason, long bytes) {
    Instant now = clock.instant();
    Operations.Ending ending =
        new Operations.Ending(state, reason, now, Optional.of(now.plus(Pauses.KEPT)), bytes);
    if (!operations.end(operation, ending)) {
      throw new LeaseLostException(operation);
    }
  }

  private Instant leaseEnd() {
    return clock.instant().plus(Pauses.LEASE);
  }
}

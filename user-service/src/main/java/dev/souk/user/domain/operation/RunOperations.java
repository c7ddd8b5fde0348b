package dev.souk.user.domain.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with the operations that are due, and forgets those that have expired. */
public final class RunOperations {
  private static final Logger log = LoggerFactory.getLogger(RunOperations.class);
  private static final int BATCH = 100;

  private final Operations operations;
  private final ExportDocuments documents;
  private final Driver deletions;
  private final Driver exports;
  private final Clock clock;

  /** Runs these operations by these drivers. */
  public RunOperations(
      Operations operations,
      ExportDocuments documents,
      DriveDeletion deletions,
      DriveExport exports,
      Clock clock) {
    this.operations = operations;
    this.documents = documents;
    this.deletions = deletions;
    this.exports = exports;
    this.clock = clock;
  }

  /** Goes on with each that is due, once. Any number of instances may do so at the same time. */
  public void runDue() {
    for (int i = 0; i < BATCH; i++) {
      Instant now = clock.instant();
      Optional<Operation> taken = operations.takeDue(now, now.plus(Pauses.LEASE));
      if (taken.isEmpty()) {
        return;
      }
      run(taken.get());
    }
  }

  private void run(Operation taken) {
    try {
      switch (taken.kind()) {
        case DELETION -> deletions.drive(taken);
        case EXPORT -> exports.drive(taken);
      }
    } catch (LeaseLostException e) {
      log.info("{}", e.getMessage());
    } catch (RuntimeException e) {
      // It is due again when the lease ends; meanwhile others go on.
      log.error("{} failed", taken.id(), e);
    }
  }

  /** Forgets exports whose time has come, the document first. */
  public void removeExpired() {
    for (String id : operations.expired(clock.instant(), BATCH)) {
      documents.removeAll(id);
      operations.remove(id);
    }
  }
}

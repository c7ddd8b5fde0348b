package dev.souk.product.transfer.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.transfer.domain.Operation.Ending;
import dev.souk.product.transfer.domain.Operation.Kind;
import dev.souk.product.transfer.domain.Operation.Lease;
import dev.souk.product.transfer.domain.Operation.Progress;
import dev.souk.product.transfer.domain.Operation.Task;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Begins imports and exports, which a {@link TransferWorker} does.
 *
 * <p>Fails with {@code OPERATION_IN_PROGRESS} while the user has another one under way.
 */
public final class StartTransfer {
  /** Files that are looked through at once: each takes some times its size of memory. */
  private static final int FILES_AT_ONCE = 2;

  private final Operations operations;
  private final Map<FileFormat, RecordFormat> formats;
  private final Clock clock;
  private final Ids ids;
  private final Semaphore files = new Semaphore(FILES_AT_ONCE);

  /** Begins operations by the clock. */
  public StartTransfer(
      Operations operations, Map<FileFormat, RecordFormat> formats, Clock clock, Ids ids) {
    this.operations = operations;
    this.formats = formats;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Begins an import. Fails with {@code FILE_UNREADABLE} for a file that cannot be read as a whole;
   * with {@code INVALID_FIELD} for options that do not fit it; with {@code OVERLOADED}.
   */
  public Operation importFile(String text, ImportOptions options, boolean dryRun, Viewer user) {
    verifyFree(user);
    Task task = new Task(Kind.IMPORT, user.userId(), user.admin(), options, dryRun, "", now());
    return begin(task, rows(text, options), text);
  }

  /** Begins an export of a seller's products; of everybody's where the id is empty. */
  public Operation exportProducts(FileFormat format, String sellerId, Viewer user) {
    verifyFree(user);
    ImportOptions options = new ImportOptions(format, "", "", ProductStatus.DRAFT);
    return begin(
        new Task(Kind.EXPORT, user.userId(), user.admin(), options, false, sellerId, now()), 0, "");
  }

  private int rows(String text, ImportOptions options) {
    if (!files.tryAcquire()) {
      throw Errors.overloaded();
    }
    try {
      List<Parsed> parsed = formats.get(options.format()).parse(text, options);
      return parsed.stream().mapToInt(Parsed::count).sum();
    } finally {
      files.release();
    }
  }

  private void verifyFree(Viewer user) {
    operations
        .underWay(user.userId())
        .ifPresent(other -> {
          throw Errors.operationInProgress(other);
        });
  }

  private Operation begin(Task task, int rows, String content) {
    Operation operation =
        new Operation(
            ids.next("opn"),
            task,
            new Progress(0, 0, "", RowCounts.of(rows)),
            Ending.NONE,
            new Lease("", Instant.EPOCH, 0, task.createTime()),
            1);
    operations
        .begin(operation, content)
        .ifPresent(other -> {
          throw Errors.operationInProgress(other);
        });
    return operation;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

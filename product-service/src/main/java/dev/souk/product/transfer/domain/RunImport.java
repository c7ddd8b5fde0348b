package dev.souk.product.transfer.domain;

import dev.souk.kit.error.Reason;
import dev.souk.product.transfer.domain.Operation.Progress;
import dev.souk.product.transfer.domain.Operation.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Works on an import, batch by batch, from the batch on that was noted last. What a batch is to do
 * is noted before it is written. One that was not noted as done is written again, which finds some
 * of its products as they should be: these count as what they were meant to become.
 */
public final class RunImport {
  private static final int BATCH = 100;

  private final Operations operations;
  private final Map<FileFormat, RecordFormat> formats;
  private final ImportBatch batches;
  private final Rights rights;

  /** Imports files of the formats. */
  public RunImport(
      Operations operations,
      Map<FileFormat, RecordFormat> formats,
      ImportBatch batches,
      Rights rights) {
    this.operations = operations;
    this.formats = formats;
    this.batches = batches;
    this.rights = rights;
  }

  /** Works until the file or the turn is at its end. */
  void run(Turn turn) {
    Operation operation = turn.operation();
    ImportOptions options = operation.task().options();
    RecordFormat format = formats.get(options.format());
    ImportPlan plan =
        ImportPlan.of(format.parse(operations.content(operation.operationId()), options));
    turn.renew();
    while (turn.operation().progress().units() < plan.units().size()) {
      if (!rights.hold(operation.task())) {
        turn.end(State.FAILED, Reason.ROLE_REQUIRED.name());
        return;
      }
      batch(plan, format, turn);
      if (turn.isOver()) {
        return;
      }
    }
    turn.end(State.SUCCEEDED, "");
  }

  private void batch(ImportPlan plan, RecordFormat format, Turn turn) {
    Progress progress = turn.operation().progress();
    int end = Math.min(progress.units() + BATCH, plan.units().size());
    List<Parsed> units = plan.units().subList(progress.units(), end);
    List<Parsed.Rows> readable =
        units.stream().filter(Parsed.Rows.class::isInstance).map(Parsed.Rows.class::cast).toList();
    List<ImportBatch.Result> results =
        results(readable.stream().map(Parsed.Rows::record).toList(), turn);
    List<ImportOutcome> meant = turn.operation().progress().meant();

    RowCounts counts = progress.rows();
    List<RowError> errors = new ArrayList<>();
    for (int i = 0; i < readable.size(); i++) {
      Parsed.Rows rows = readable.get(i);
      ImportBatch.Result result = results.get(i);
      ImportOutcome outcome =
          meant.isEmpty() ? result.outcome() : result.outcome().after(meant.get(i));
      counts = counts.plus(outcome, rows.count());
      result
          .refusal()
          .ifPresent(refusal -> errors.addAll(errors(rows, refusal, format, turn.operation())));
    }
    for (Parsed unit : units) {
      if (unit instanceof Parsed.Refused refused) {
        counts = counts.plus(ImportOutcome.REFUSED, refused.count());
        errors.addAll(refused.errors());
      }
    }
    errors.sort(Comparator.comparingLong(RowError::line));
    operations.keepErrors(turn.operation(), progress.batches(), errors);
    turn.note(new Progress(progress.batches() + 1, end, "", counts));
  }

  private List<ImportBatch.Result> results(List<ProductRecord> records, Turn turn) {
    ImportBatch.Batch batch = batches.read(records, turn);
    if (turn.operation().task().dryRun()) {
      return batch.decided();
    }
    Progress progress = turn.operation().progress();
    if (progress.meant().isEmpty()) {
      turn.note(
          progress.meaning(batch.decided().stream().map(ImportBatch.Result::outcome).toList()));
    }
    return batch.written();
  }

  private static List<RowError> errors(
      Parsed.Rows rows, Refusal refusal, RecordFormat format, Operation operation) {
    String column =
        refusal.field().isEmpty() ? "" : format.column(refusal.field(), operation.task().options());
    return rows.lines().stream()
        .map(line -> new RowError(line, column, refusal.reason(), refusal.message()))
        .toList();
  }
}

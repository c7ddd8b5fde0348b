package dev.souk.product.transfer.api;

import com.google.protobuf.Timestamp;
import dev.souk.product.transfer.domain.FileFormat;
import dev.souk.product.transfer.domain.Operation;
import dev.souk.product.transfer.domain.Operation.Kind;
import dev.souk.product.transfer.domain.Operation.Progress;
import dev.souk.product.transfer.domain.RowCounts;
import dev.souk.product.v1.RowError;
import java.time.Instant;

/** Operations as messages. */
final class TransferMessages {
  private TransferMessages() {}

  static dev.souk.product.v1.Operation operation(Operation operation) {
    Progress progress = operation.progress();
    RowCounts rows = progress.rows();
    boolean isExport = operation.task().kind() == Kind.EXPORT;
    var message =
        dev.souk.product.v1.Operation.newBuilder()
            .setOperationId(operation.operationId())
            .setUserId(operation.task().userId())
            .setKind(
                isExport
                    ? dev.souk.product.v1.Operation.Kind.KIND_EXPORT
                    : dev.souk.product.v1.Operation.Kind.KIND_IMPORT)
            .setState(state(operation.ending().state()))
            .setFormat(format(operation.task().options().format()))
            .setDryRun(operation.task().dryRun())
            .setRowsTotal(rows.total())
            .setRowsCreated(rows.created())
            .setRowsUpdated(rows.updated())
            .setRowsUnchanged(rows.unchanged())
            .setRowsRefused(rows.refused())
            .setProductsExported(isExport ? progress.units() : 0)
            .setResultParts(isExport ? progress.batches() : 0)
            .setFailureReason(operation.ending().reason())
            .setCreateTime(timestamp(operation.task().createTime()))
            .setExpireTime(timestamp(operation.expireTime()));
    operation.ending().time().map(TransferMessages::timestamp).ifPresent(message::setEndTime);
    return message.build();
  }

  static RowError rowError(dev.souk.product.transfer.domain.RowError error) {
    return RowError.newBuilder()
        .setLine(error.line())
        .setColumn(error.column())
        .setReason(error.reason())
        .setMessage(error.message())
        .build();
  }

  private static dev.souk.product.v1.Operation.State state(Operation.State state) {
    return switch (state) {
      case RUNNING -> dev.souk.product.v1.Operation.State.STATE_RUNNING;
      case SUCCEEDED -> dev.souk.product.v1.Operation.State.STATE_SUCCEEDED;
      case FAILED -> dev.souk.product.v1.Operation.State.STATE_FAILED;
    };
  }

  private static dev.souk.product.v1.FileFormat format(FileFormat format) {
    return switch (format) {
      case CSV -> dev.souk.product.v1.FileFormat.FILE_FORMAT_CSV;
      case JSON_LINES -> dev.souk.product.v1.FileFormat.FILE_FORMAT_JSON_LINES;
    };
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}

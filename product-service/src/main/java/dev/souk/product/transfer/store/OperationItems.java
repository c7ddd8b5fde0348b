package dev.souk.product.transfer.store;

import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.OperationsTable;
import dev.souk.product.transfer.domain.FileFormat;
import dev.souk.product.transfer.domain.ImportOptions;
import dev.souk.product.transfer.domain.ImportOutcome;
import dev.souk.product.transfer.domain.Operation;
import dev.souk.product.transfer.domain.Operation.Ending;
import dev.souk.product.transfer.domain.Operation.Kind;
import dev.souk.product.transfer.domain.Operation.Lease;
import dev.souk.product.transfer.domain.Operation.Progress;
import dev.souk.product.transfer.domain.Operation.State;
import dev.souk.product.transfer.domain.Operation.Task;
import dev.souk.product.transfer.domain.RowCounts;
import java.util.List;
import java.util.Optional;

/** Operations as items. */
final class OperationItems {
  private OperationItems() {}

  static ItemBuilder item(Operation operation) {
    Key key = OperationsTable.operation(operation.operationId());
    Task task = operation.task();
    Progress progress = operation.progress();
    RowCounts rows = progress.rows();
    Lease lease = operation.lease();
    ItemBuilder item =
        ItemBuilder.at(key)
            .text("operationId", operation.operationId())
            .text("kind", task.kind().name())
            .text("userId", task.userId())
            .flag("admin", task.admin())
            .text("format", task.options().format().name())
            .text("columns", task.options().columns())
            .text("currencyCode", task.options().currencyCode())
            .text("productStatus", task.options().status().name())
            .flag("dryRun", task.dryRun())
            .text("sellerId", task.sellerId())
            .instant("createTime", task.createTime())
            .number("batches", progress.batches())
            .number("units", progress.units())
            .text("after", progress.after())
            .texts("meant", progress.meant().stream().map(Enum::name).toList())
            .number("rowsTotal", rows.total())
            .number("rowsCreated", rows.created())
            .number("rowsUpdated", rows.updated())
            .number("rowsUnchanged", rows.unchanged())
            .number("rowsRefused", rows.refused())
            .text("state", operation.ending().state().name())
            .text("failureReason", operation.ending().reason())
            .text("holder", lease.holder())
            .instant("leasedUntil", lease.until())
            .number("failures", lease.failures())
            .instant("served", lease.served())
            .number("version", operation.version())
            .number(OperationsTable.EXPIRE_AT, OperationsTable.expireAt(operation.expireTime()));
    operation.ending().time().ifPresent(time -> item.instant("endTime", time));
    return item;
  }

  static Operation read(Item item) {
    return new Operation(
        item.text("operationId"),
        new Task(
            Kind.valueOf(item.text("kind")),
            item.text("userId"),
            item.flag("admin"),
            new ImportOptions(
                FileFormat.valueOf(item.text("format")),
                item.text("columns"),
                item.text("currencyCode"),
                ProductStatus.valueOf(item.text("productStatus"))),
            item.flag("dryRun"),
            item.text("sellerId"),
            item.instant("createTime")),
        new Progress(
            item.integer("batches"),
            item.integer("units"),
            item.text("after"),
            new RowCounts(
                item.integer("rowsTotal"),
                item.integer("rowsCreated"),
                item.integer("rowsUpdated"),
                item.integer("rowsUnchanged"),
                item.integer("rowsRefused")),
            item.has("meant")
                ? item.texts("meant").stream().map(ImportOutcome::valueOf).toList()
                : List.of()),
        new Ending(
            State.valueOf(item.text("state")),
            item.text("failureReason"),
            item.has("endTime") ? Optional.of(item.instant("endTime")) : Optional.empty()),
        new Lease(
            item.text("holder"),
            item.instant("leasedUntil"),
            item.integer("failures"),
            item.instant("served")),
        item.number("version"));
  }
}

package dev.souk.product.transfer.store;

import dev.souk.kit.error.Errors;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.OperationsTable;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.Write;
import dev.souk.product.transfer.domain.Operation;
import dev.souk.product.transfer.domain.Operations;
import dev.souk.product.transfer.domain.RowError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Operations in the operations table. */
public final class DynamoOperations implements Operations {
  private static final int ERRORS_PER_ITEM = 200;
  private static final int ERROR_ITEMS_PER_READ = 2;
  private static final int ATTEMPTS = 3;

  private final Dynamo dynamo;
  private final Clock clock;
  private final Chunks chunks;

  /** Keeps operations there. */
  public DynamoOperations(Dynamo dynamo, Clock clock) {
    this.dynamo = dynamo;
    this.clock = clock;
    this.chunks = new Chunks(dynamo);
  }

  @Override
  public Optional<String> begin(Operation operation, String content) {
    String partition = OperationsTable.content(operation.operationId());
    if (!content.isEmpty()) {
      chunks.write(partition, content, operation.expireTime());
    }
    Key own = OperationsTable.underWay(operation.task().userId());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (created(operation, own).done()) {
        return Optional.empty();
      }
      Optional<String> other = underWay(operation.task().userId());
      if (other.isPresent()) {
        if (!content.isEmpty()) {
          chunks.delete(partition, Chunks.count(content));
        }
        return other;
      }
    }
    throw Errors.contention("operation");
  }

  private Outcome created(Operation operation, Key own) {
    Key key = OperationsTable.operation(operation.operationId());
    Key pending = OperationsTable.pending(operation.operationId());
    return dynamo.transact(
        List.of(
            Write.create(key, OperationItems.item(operation)),
            Write.put(own, pointer(own, operation))
                .when("attribute_not_exists(#pk) OR #expireAt <= :now")
                .with("now", OperationsTable.expireAt(clock.instant())),
            Write.put(pending, pointer(pending, operation))));
  }

  private static ItemBuilder pointer(Key key, Operation operation) {
    return ItemBuilder.at(key)
        .text("operationId", operation.operationId())
        .number(OperationsTable.EXPIRE_AT, OperationsTable.expireAt(operation.expireTime()));
  }

  @Override
  public Optional<String> underWay(String userId) {
    return dynamo
        .get(OperationsTable.underWay(userId))
        .filter(this::isCurrent)
        .map(item -> item.text("operationId"));
  }

  @Override
  public Optional<Operation> find(String operationId) {
    return dynamo
        .get(OperationsTable.operation(operationId))
        .filter(this::isCurrent)
        .map(OperationItems::read);
  }

  @Override
  public List<Operation> pending() {
    List<Key> keys =
        dynamo.queryAll(query(OperationsTable.PENDING).build()).stream()
            .filter(this::isCurrent)
            .map(item -> OperationsTable.operation(item.text("operationId")))
            .toList();
    return dynamo.batchGet(keys, true).values().stream()
        .map(OperationItems::read)
        .filter(Operation::isRunning)
        .toList();
  }

  @Override
  public boolean save(Operation next) {
    Key key = OperationsTable.operation(next.operationId());
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(key, OperationItems.item(next))
            .when("#version = :before")
            .with("before", next.version() - 1));
    if (!next.isRunning()) {
      writes.add(Write.delete(OperationsTable.pending(next.operationId())));
      writes.add(Write.delete(OperationsTable.underWay(next.task().userId())));
    }
    return dynamo.transact(writes).done();
  }

  @Override
  public void keepErrors(Operation operation, int batch, List<RowError> errors) {
    String id = operation.operationId();
    deleteErrors(id, batch);
    for (int i = 0; i * ERRORS_PER_ITEM < errors.size(); i++) {
      Key key = OperationsTable.errors(id, batch, i);
      int from = i * ERRORS_PER_ITEM;
      List<RowError> some = errors.subList(from, Math.min(from + ERRORS_PER_ITEM, errors.size()));
      ItemBuilder item =
          ItemBuilder.at(key)
              .structures("errors", some.stream().map(DynamoOperations::structure).toList())
              .number(OperationsTable.EXPIRE_AT, OperationsTable.expireAt(operation.expireTime()));
      var _ = dynamo.transact(List.of(Write.put(key, item)));
    }
  }

  private void deleteErrors(String operationId, int batch) {
    QueryRequest kept =
        QueryRequest.builder()
            .tableName(OperationsTable.NAME)
            .keyConditionExpression("pk = :partition AND begins_with(sk, :batch)")
            .expressionAttributeValues(
                Map.of(
                    ":partition", AttributeValue.fromS(OperationsTable.errors(operationId)),
                    ":batch", AttributeValue.fromS(OperationsTable.batch(batch))))
            .projectionExpression("pk, sk")
            .consistentRead(true)
            .build();
    dynamo.deleteAll(
        dynamo.queryAll(kept).stream()
            .map(item ->
                new Key(
                    OperationsTable.NAME,
                    item.text(OperationsTable.PK),
                    item.text(OperationsTable.SK)))
            .toList());
  }

  @Override
  public String content(String operationId) {
    return chunks
        .read(OperationsTable.content(operationId))
        .orElseThrow(() -> new IllegalStateException("no file of " + operationId));
  }

  @Override
  public void keepPart(Operation operation, int part, String text) {
    chunks.write(
        OperationsTable.result(operation.operationId(), part), text, operation.expireTime());
  }

  @Override
  public Optional<String> part(String operationId, int part) {
    return chunks.read(OperationsTable.result(operationId, part));
  }

  @Override
  public List<NumberedError> errors(String operationId, String after, int limit) {
    List<NumberedError> found = new ArrayList<>();
    String from = after.isEmpty() ? "" : after.substring(0, after.lastIndexOf('/'));
    List<Item> items = errorItems(operationId, "sk >= :from", from.isEmpty() ? "0" : from);
    while (!items.isEmpty() && found.size() < limit) {
      items.stream()
          .flatMap(DynamoOperations::numbered)
          .filter(error -> error.place().compareTo(after) > 0)
          .limit(limit - found.size())
          .forEach(found::add);
      items = errorItems(operationId, "sk > :from", items.getLast().text(OperationsTable.SK));
    }
    return found;
  }

  private List<Item> errorItems(String operationId, String condition, String from) {
    return dynamo.query(
        query(OperationsTable.errors(operationId))
            .keyConditionExpression("pk = :partition AND " + condition)
            .expressionAttributeValues(
                Map.of(
                    ":partition", AttributeValue.fromS(OperationsTable.errors(operationId)),
                    ":from", AttributeValue.fromS(from)))
            .limit(ERROR_ITEMS_PER_READ)
            .build());
  }

  private static Stream<NumberedError> numbered(Item item) {
    List<Item> errors = item.items("errors");
    return IntStream.range(0, errors.size())
        .mapToObj(i ->
            new NumberedError(
                "%s/%05d".formatted(item.text(OperationsTable.SK), i), error(errors.get(i))));
  }

  private static RowError error(Item item) {
    return new RowError(
        item.number("line"), item.text("column"), item.text("reason"), item.text("message"));
  }

  private static Map<String, AttributeValue> structure(RowError error) {
    return ItemBuilder.structure()
        .number("line", error.line())
        .text("column", error.column())
        .text("reason", error.reason())
        .text("message", error.message())
        .build();
  }

  private boolean isCurrent(Item item) {
    return item.number(OperationsTable.EXPIRE_AT) > OperationsTable.expireAt(clock.instant());
  }

  private static QueryRequest.Builder query(String partition) {
    return QueryRequest.builder()
        .tableName(OperationsTable.NAME)
        .keyConditionExpression("pk = :partition")
        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)))
        .consistentRead(true);
  }
}

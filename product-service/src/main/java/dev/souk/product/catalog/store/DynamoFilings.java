package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Filing;
import dev.souk.product.catalog.domain.Filings;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Filings in the products table, each with the lease of who is at it. */
public final class DynamoFilings implements Filings {
  /** Longer than a page takes. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Dynamo dynamo;
  private final Clock clock;

  /** Keeps filings there. */
  public DynamoFilings(Dynamo dynamo, Clock clock) {
    this.dynamo = dynamo;
    this.clock = clock;
  }

  @Override
  public List<Filing> all() {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(ProductsTable.NAME)
            .keyConditionExpression("pk = :filings")
            .expressionAttributeValues(
                Map.of(":filings", AttributeValue.fromS(ProductsTable.filings())))
            .consistentRead(true)
            .build();
    return dynamo.queryAll(query).stream().map(FilingItems::read).toList();
  }

  @Override
  public void add(Filing filing) {
    Outcome _ = dynamo.transact(List.of(FilingItems.put(filing)));
  }

  @Override
  public boolean take(Filing filing, String worker) {
    long now = clock.millis();
    return dynamo
        .transact(
            List.of(
                Write.update(FilingItems.key(filing), "SET #holder = :worker, #leasedUntil = :end")
                    .when(
                        "#since = :since AND (attribute_not_exists(#holder)"
                            + " OR #leasedUntil < :now OR #holder = :worker)")
                    .with("worker", worker)
                    .with("since", filing.since().toEpochMilli())
                    .with("now", now)
                    .with("end", now + LEASE.toMillis())))
        .done();
  }

  @Override
  public boolean note(Filing filing, String worker) {
    return dynamo
        .transact(
            List.of(
                held(
                    Write.put(
                        FilingItems.key(filing),
                        FilingItems.item(filing)
                            .text("holder", worker)
                            .number("leasedUntil", clock.millis() + LEASE.toMillis())),
                    filing,
                    worker)))
        .done();
  }

  @Override
  public void done(Filing filing, String worker) {
    // Refused where it was added anew: then it is to be done again.
    Outcome _ =
        dynamo.transact(List.of(held(Write.delete(FilingItems.key(filing)), filing, worker)));
  }

  private static Write held(Write write, Filing filing, String worker) {
    return write
        .when("#since = :since AND #holder = :worker")
        .with("since", filing.since().toEpochMilli())
        .with("worker", worker);
  }
}

package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.ReadLedger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Ledgers in the inventory table, each in the partition of its SKU, in the order of time. */
public final class DynamoLedger implements ReadLedger.Ledger {
  /** Sorts after every id. */
  private static final String END = "~";

  private final Dynamo dynamo;

  /** Reads ledgers there. */
  public DynamoLedger(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public List<LedgerEntry> entries(String sku, Optional<String> after, int limit) {
    // BETWEEN takes in both ends: one more is read, lest the entry that the page comes after is it.
    String last = after.orElse(END);
    QueryRequest query =
        QueryRequest.builder()
            .tableName(InventoryTable.NAME)
            .keyConditionExpression("pk = :stock AND sk BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":stock", AttributeValue.fromS(InventoryTable.stock(sku)),
                    ":first", AttributeValue.fromS(InventoryTable.LEDGER),
                    ":last", AttributeValue.fromS(InventoryTable.LEDGER + last)))
            .consistentRead(true)
            .scanIndexForward(false)
            .limit(limit + 1)
            .build();
    return dynamo.query(query).stream()
        .map(DynamoLedger::entry)
        .filter(entry -> !entry.entryId().equals(last))
        .limit(limit)
        .toList();
  }

  private static LedgerEntry entry(Item item) {
    return new LedgerEntry(
        item.text(InventoryTable.SK).substring(InventoryTable.LEDGER.length()),
        item.text("sku"),
        item.text("location"),
        item.integer("delta"),
        item.text("reason"),
        item.text("actor"),
        item.text("reference"),
        item.instant("time"));
  }
}

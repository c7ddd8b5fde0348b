package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.StockLevel;

/**
 * Level items and the writes that change them. {@code available} always is {@code onHand} less
 * {@code reserved}: it stands in the item because DynamoDB's conditions do no arithmetic.
 */
final class LevelItems {
  private LevelItems() {}

  static StockLevel read(String sku, Item item) {
    return new StockLevel(sku, item.integer("onHand"), item.integer("reserved"));
  }

  /** Holds units; refused when fewer are available, which is also when there is no item. */
  static Write reserve(String sku, int quantity) {
    return Write.update(InventoryTable.level(sku), "ADD #available :minus, #reserved :quantity")
        .when("#available >= :quantity")
        .with("quantity", quantity)
        .with("minus", -quantity);
  }

  /** Gives held units back. */
  static Write release(String sku, int quantity) {
    return Write.update(InventoryTable.level(sku), "ADD #available :quantity, #reserved :minus")
        .when("#reserved >= :quantity")
        .with("quantity", quantity)
        .with("minus", -quantity);
  }

  /** Takes held units out of the stock. */
  static Write sell(String sku, int quantity) {
    return Write.update(InventoryTable.level(sku), "ADD #onHand :minus, #reserved :minus")
        .when("#reserved >= :quantity AND #onHand >= :quantity")
        .with("quantity", quantity)
        .with("minus", -quantity);
  }

  /** Puts sold units back into the stock. */
  static Write restock(String sku, int quantity) {
    return Write.update(
            InventoryTable.level(sku),
            "SET #sku = :sku, #reserved = if_not_exists(#reserved, :zero)"
                + " ADD #onHand :quantity, #available :quantity")
        .with("sku", sku)
        .with("zero", 0)
        .with("quantity", quantity);
  }

  /**
   * Changes the units on hand from what they were read as; refused when they are not that any more,
   * or fewer are available than are taken.
   */
  static Write adjust(StockLevel before, int delta) {
    Write write =
        Write.update(
                InventoryTable.level(before.sku()),
                "SET #sku = :sku, #reserved = if_not_exists(#reserved, :zero)"
                    + " ADD #onHand :delta, #available :delta")
            .with("sku", before.sku())
            .with("zero", 0)
            .with("delta", delta);
    if (delta < 0) {
      return write
          .when("#onHand = :before AND #available >= :taken")
          .with("before", before.onHand())
          .with("taken", -(long) delta);
    }
    return write
        .when(
            before.onHand() == 0
                ? "attribute_not_exists(#pk) OR #onHand = :before"
                : "#onHand = :before")
        .with("before", before.onHand());
  }

  /** A new ledger entry. */
  static Write entry(LedgerEntry entry) {
    var key = InventoryTable.ledgerEntry(entry.sku(), entry.entryId());
    return Write.create(
        key,
        ItemBuilder.at(key)
            .text("sku", entry.sku())
            .text("location", InventoryTable.MAIN)
            .number("delta", entry.delta())
            .text("reason", entry.reason())
            .text("actor", entry.actor())
            .text("reference", entry.reference())
            .instant("time", entry.time()));
  }
}

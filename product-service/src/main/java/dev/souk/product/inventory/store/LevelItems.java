package dev.souk.product.inventory.store;

import static dev.souk.product.dynamo.LevelAttributes.MAIN;
import static dev.souk.product.dynamo.LevelAttributes.available;
import static dev.souk.product.dynamo.LevelAttributes.onHand;
import static dev.souk.product.dynamo.LevelAttributes.reserved;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.StockLevel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The changes of level items. Each is one write, whatever the number of the SKU's lines: a
 * transaction may not touch an item twice.
 */
final class LevelItems {
  private LevelItems() {}

  /** The lines of each SKU. */
  static Map<String, List<ReservationLine>> bySku(Collection<ReservationLine> lines) {
    return lines.stream()
        .collect(Collectors.groupingBy(ReservationLine::sku, TreeMap::new, Collectors.toList()));
  }

  /**
   * Holds units; refused when fewer are available, which is also when there is no item.
   *
   * @param last whether it may take the last ones at a location; refused, too, where it would and
   *     may not
   */
  static Write reserve(String sku, List<ReservationLine> lines, boolean last) {
    LevelUpdate update = new LevelUpdate(sku);
    for (ReservationLine line : lines) {
      update
          .add(available(line.location()), -line.quantity())
          .add(reserved(line.location()), line.quantity())
          .require(available(line.location()), last ? ">=" : ">", line.quantity());
    }
    return update.write();
  }

  /**
   * Gives held units back.
   *
   * @param first whether they may be the first that are available at a location; refused where they
   *     would and may not
   */
  static Write release(String sku, List<ReservationLine> lines, boolean first) {
    LevelUpdate update = new LevelUpdate(sku);
    for (ReservationLine line : lines) {
      if (!first) {
        update.require(available(line.location()), ">", 0);
      }
      update
          .add(available(line.location()), line.quantity())
          .add(reserved(line.location()), -line.quantity())
          .require(reserved(line.location()), ">=", line.quantity());
    }
    return update.write();
  }

  /** Takes held units out of the stock. */
  static LevelUpdate sell(String sku, List<ReservationLine> lines) {
    LevelUpdate update = new LevelUpdate(sku);
    for (ReservationLine line : lines) {
      update
          .add(onHand(line.location()), -line.quantity())
          .add(reserved(line.location()), -line.quantity())
          .require(onHand(line.location()), ">=", line.quantity())
          .require(reserved(line.location()), ">=", line.quantity());
    }
    return update;
  }

  /** Puts sold units back into the stock. */
  static LevelUpdate restock(String sku, List<ReservationLine> lines) {
    LevelUpdate update = new LevelUpdate(sku);
    for (ReservationLine line : lines) {
      update
          .add(onHand(line.location()), line.quantity())
          .add(available(line.location()), line.quantity());
    }
    return update;
  }

  /**
   * Changes the units on hand at a location from what they were read as; refused when they are not
   * that any more, when fewer are available than are taken, and when there would be too many.
   */
  static LevelUpdate adjust(KeptLevel before, String location, int delta) {
    StockLevel level = before.level();
    LevelUpdate update =
        blank(level.sku(), location)
            .add(onHand(location), delta)
            .add(available(location), delta)
            .zeroUnlessThere(reserved(location))
            .requireAs(onHand(location), level.at(location).onHand());
    if (delta < 0) {
      update.require(available(location), ">=", -(long) delta);
    }
    return update;
  }

  /** A change after which the item has figures of the main location, whatever else it has. */
  static LevelUpdate blank(String sku, String unlessAt) {
    LevelUpdate update = new LevelUpdate(sku).set(InventoryTable.SKU, sku);
    if (!unlessAt.equals(MAIN)) {
      List<Function<String, String>> figures =
          List.of(
              location -> onHand(location),
              location -> reserved(location),
              location -> available(location));
      figures.forEach(figure -> update.zeroUnlessThere(figure.apply(MAIN)));
    }
    return update;
  }

  /** A new ledger entry. */
  static Write entry(LedgerEntry entry) {
    var key = InventoryTable.ledgerEntry(entry.sku(), entry.entryId());
    return Write.create(
        key,
        ItemBuilder.at(key)
            .text("sku", entry.sku())
            .text("location", entry.location())
            .number("delta", entry.delta())
            .text("reason", entry.reason())
            .text("actor", entry.actor())
            .text("reference", entry.reference())
            .instant("time", entry.time()));
  }
}

package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Listing;
import dev.souk.product.inventory.domain.Movement;
import dev.souk.product.inventory.domain.ReservationLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step of a movement does to levels, from how they are now. */
final class LevelSteps {
  /** Of a SKU that is gone, or whose listing does not matter. */
  private static final Listing NOWHERE = new Listing("", "", false);

  private final Dynamo dynamo;
  private final KeptLevels levels;
  private final LowMark lowMark;

  LevelSteps(Dynamo dynamo, LowMark lowMark) {
    this.dynamo = dynamo;
    this.levels = new KeptLevels(dynamo);
    this.lowMark = lowMark;
  }

  List<Write> writes(Movement movement, List<ReservationLine> moving, Turns turns) {
    Map<String, List<ReservationLine>> bySku = LevelItems.bySku(moving);
    Map<String, KeptLevel> before = levels.find(bySku.keySet());
    Map<Key, Item> listings = listings(movement, bySku, before);
    List<Write> writes = new ArrayList<>();
    bySku.forEach((sku, lines) -> {
      LevelUpdate update =
          switch (movement) {
            case COMMIT -> LevelItems.sell(sku, lines);
            case RESTOCK -> restock(before.get(sku), lines, turns);
          };
      Listing listing =
          Optional.ofNullable(listings.get(ProductsTable.sku(sku)))
              .map(DynamoListings::listing)
              .orElse(NOWHERE);
      Optional<Write> event =
          lowMark.count(update, before.get(sku), delta(movement, lines), listing);
      writes.add(update.write());
      event.ifPresent(writes::add);
    });
    return writes;
  }

  private static LevelUpdate restock(KeptLevel before, List<ReservationLine> lines, Turns turns) {
    LevelUpdate update = LevelItems.restock(before.level().sku(), lines);
    lines.forEach(line -> turns.change(update, before, line.location(), line.quantity()));
    return update;
  }

  /** Whose the SKUs are that become low, which few do. */
  private Map<Key, Item> listings(
      Movement movement, Map<String, List<ReservationLine>> bySku, Map<String, KeptLevel> before) {
    List<Key> becomingLow =
        bySku.entrySet().stream()
            .filter(sku ->
                lowMark.becomesLow(before.get(sku.getKey()), delta(movement, sku.getValue())))
            .map(sku -> ProductsTable.sku(sku.getKey()))
            .toList();
    return dynamo.batchGet(becomingLow, false);
  }

  private static int delta(Movement movement, List<ReservationLine> lines) {
    return lines.stream().mapToInt(movement::delta).sum();
  }
}

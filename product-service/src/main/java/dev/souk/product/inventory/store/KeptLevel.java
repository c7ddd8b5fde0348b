package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.inventory.domain.LocationLevel;
import dev.souk.product.inventory.domain.StockLevel;
import java.util.Optional;

/**
 * A level as its item has it.
 *
 * @param level the figures
 * @param counted whether the item has the total of units on hand; older ones lack it
 * @param threshold what was set; nothing where the default holds
 * @param low whether it is listed as low
 * @param alerts how often it has become low
 */
record KeptLevel(
    StockLevel level, boolean counted, Optional<Integer> threshold, boolean low, long alerts) {

  static KeptLevel none(String sku) {
    return new KeptLevel(StockLevel.none(sku), false, Optional.empty(), false, 0);
  }

  static KeptLevel read(String sku, Item item) {
    return new KeptLevel(
        figures(sku, item),
        item.has(LevelAttributes.TOTAL),
        item.has(LevelAttributes.THRESHOLD)
            ? Optional.of(item.integer(LevelAttributes.THRESHOLD))
            : Optional.empty(),
        item.has(LevelAttributes.LOW_SHARD),
        item.has(LevelAttributes.ALERTS) ? item.number(LevelAttributes.ALERTS) : 0);
  }

  static StockLevel figures(String sku, Item item) {
    return new StockLevel(
        sku,
        LevelAttributes.locations(item).stream()
            .map(location ->
                new LocationLevel(
                    location,
                    item.integer(LevelAttributes.onHand(location)),
                    item.integer(LevelAttributes.reserved(location))))
            .toList());
  }
}

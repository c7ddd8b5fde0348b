package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads levels with what their items have besides figures. */
record KeptLevels(Dynamo dynamo) {

  /** The levels of the SKUs in their newest state. */
  Map<String, KeptLevel> find(Collection<String> skus) {
    Map<Key, Item> items = dynamo.batchGet(skus.stream().map(InventoryTable::level).toList(), true);
    return skus.stream()
        .distinct()
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(),
                sku ->
                    Optional.ofNullable(items.get(InventoryTable.level(sku)))
                        .map(item -> KeptLevel.read(sku, item))
                        .orElseGet(() -> KeptLevel.none(sku))));
  }

  /** The level of a SKU in its newest state. */
  KeptLevel find(String sku) {
    return dynamo
        .get(InventoryTable.level(sku))
        .map(item -> KeptLevel.read(sku, item))
        .orElseGet(() -> KeptLevel.none(sku));
  }
}

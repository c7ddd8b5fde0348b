package dev.souk.product.transfer.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.transfer.domain.SkuOwners;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The SKU items of the products table. */
public final class DynamoSkuOwners implements SkuOwners {
  private final Dynamo dynamo;

  /** Reads SKUs there. */
  public DynamoSkuOwners(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public Map<String, String> of(Collection<String> skus) {
    Map<Key, Item> items = dynamo.batchGet(skus.stream().map(ProductsTable::sku).toList(), true);
    Map<String, String> ids = new HashMap<>();
    for (String sku : skus) {
      Optional.ofNullable(items.get(ProductsTable.sku(sku)))
          .ifPresent(item -> ids.put(sku, item.text(ProductsTable.PRODUCT_ID)));
    }
    return Map.copyOf(ids);
  }
}

package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Figures;
import dev.souk.product.catalog.domain.Offer;
import dev.souk.product.catalog.domain.Offers;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.Rating;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.dynamo.ProductsTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is left of products and what reviews say: SKU items and ratings together with the levels of
 * the inventory table.
 */
public final class DynamoStock implements Offers, Figures.Source {
  private final Dynamo dynamo;

  /** Reads both tables. */
  public DynamoStock(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public List<Offer> find(Collection<String> skus, boolean consistent) {
    List<Key> keys =
        skus.stream()
            .flatMap(sku -> Stream.of(ProductsTable.sku(sku), InventoryTable.level(sku)))
            .toList();
    Map<Key, Item> items = dynamo.batchGet(keys, consistent);
    return skus.stream().distinct().flatMap(sku -> offer(sku, items).stream()).toList();
  }

  @Override
  public Figures of(Collection<Product> products) {
    return read(products, false);
  }

  @Override
  public Figures newest(Collection<Product> products) {
    return read(products, true);
  }

  private Figures read(Collection<Product> products, boolean consistent) {
    List<String> skus =
        products.stream().flatMap(product -> product.skus().stream()).distinct().toList();
    List<String> ids = products.stream().map(Product::productId).distinct().toList();
    Map<Key, Item> items =
        dynamo.batchGet(
            Stream.concat(
                    skus.stream().map(InventoryTable::level),
                    ids.stream().map(ProductsTable::rating))
                .toList(),
            consistent);
    return new Figures(
        skus.stream()
            .collect(
                Collectors.toUnmodifiableMap(Function.identity(), sku -> available(sku, items))),
        ids.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), id -> rating(id, items))));
  }

  private static Rating rating(String productId, Map<Key, Item> items) {
    return Optional.ofNullable(items.get(ProductsTable.rating(productId)))
        .map(item -> new Rating(item.number("sum"), item.integer("count")))
        .orElse(Rating.NONE);
  }

  private static Optional<Offer> offer(String sku, Map<Key, Item> items) {
    return Optional.ofNullable(items.get(ProductsTable.sku(sku)))
        .map(item -> new Offer(SkuItems.read(sku, item), available(sku, items)));
  }

  /** A SKU that never had stock has no level. */
  private static int available(String sku, Map<Key, Item> levels) {
    return Optional.ofNullable(levels.get(InventoryTable.level(sku)))
        .map(LevelAttributes::available)
        .orElse(0);
  }
}

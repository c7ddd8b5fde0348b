package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.CategoryCounts;
import dev.souk.product.catalog.domain.CountedProduct;
import dev.souk.product.catalog.domain.ProductCount;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts in the products table: an item for each category, and one for each product that says where
 * it is counted, changed together.
 */
public final class DynamoCategoryCounts implements CategoryCounts {
  private static final String OWN = "own";
  private static final String SUBTREE = "subtree";
  private static final String VERSION = "version";

  private final Dynamo dynamo;

  /** Keeps counts there. */
  public DynamoCategoryCounts(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public Map<String, ProductCount> of(Collection<String> categoryIds) {
    return dynamo
        .batchGet(categoryIds.stream().map(ProductsTable::categoryCount).toList(), false)
        .entrySet()
        .stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().sort(), entry -> read(entry.getValue())));
  }

  @Override
  public Map<String, CountedProduct> counted(Collection<String> productIds) {
    Map<Key, Item> found =
        dynamo.batchGet(productIds.stream().map(ProductsTable::counted).toList(), true);
    return productIds.stream()
        .distinct()
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(),
                id -> counted(id, Optional.ofNullable(found.get(ProductsTable.counted(id))))));
  }

  private static CountedProduct counted(String productId, Optional<Item> found) {
    return found
        .map(item ->
            new CountedProduct(
                productId,
                Set.copyOf(item.texts(OWN)),
                Set.copyOf(item.texts(SUBTREE)),
                item.number(VERSION)))
        .orElseGet(() -> new CountedProduct(productId, Set.of(), Set.of(), 0));
  }

  @Override
  public boolean count(Map<CountedProduct, CountedProduct> after) {
    Map<String, ProductCount> changes = new HashMap<>();
    after.forEach((from, to) -> {
      add(changes, from, -1);
      add(changes, to, 1);
    });
    List<Write> writes = new ArrayList<>();
    after.values().forEach(product -> writes.add(counted(product)));
    changes.entrySet().stream()
        .filter(change -> !change.getValue().equals(ProductCount.NONE))
        .map(change ->
            Write.update(
                    ProductsTable.categoryCount(change.getKey()),
                    "ADD #own :own, #subtree :subtree")
                .with(OWN, change.getValue().own())
                .with(SUBTREE, change.getValue().subtree()))
        .forEach(writes::add);
    return dynamo.transact(writes).done();
  }

  private static void add(Map<String, ProductCount> changes, CountedProduct product, int sign) {
    product.own().forEach(id -> changes.merge(id, new ProductCount(sign, 0), ProductCount::plus));
    product
        .subtree()
        .forEach(id -> changes.merge(id, new ProductCount(0, sign), ProductCount::plus));
  }

  private static Write counted(CountedProduct product) {
    Key key = ProductsTable.counted(product.productId());
    Write write =
        Write.put(
            key,
            ItemBuilder.at(key)
                .texts(OWN, List.copyOf(product.own()))
                .texts(SUBTREE, List.copyOf(product.subtree()))
                .number(VERSION, product.version()));
    return product.version() == 1
        ? write.when("attribute_not_exists(#pk)")
        : write.when("#version = :before").with("before", product.version() - 1);
  }

  private static ProductCount read(Item item) {
    return new ProductCount(item.integer(OWN), item.integer(SUBTREE));
  }
}

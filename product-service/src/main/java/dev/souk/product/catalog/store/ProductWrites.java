package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Listing;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductWrite;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The transactions that write products. The largest, which replaces all of 20 variants and moves
 * between the lists of 16 categories, has 98 items of 100 with its event.
 */
final class ProductWrites {
  private ProductWrites() {}

  static List<Write> create(Product product) {
    List<Write> writes = new ArrayList<>();
    writes.add(ProductItems.create(product));
    writes.add(slug(product));
    product.listings().forEach(listing -> writes.add(SkuItems.create(listing)));
    Memberships.create(product).forEach(writes::add);
    return writes;
  }

  static List<Write> replace(Product before, Product after) {
    List<Write> writes = new ArrayList<>();
    writes.add(ProductItems.replace(after));
    writes.addAll(skus(before, after));
    Memberships.move(before, after).forEach(writes::add);
    return writes;
  }

  /** What a transaction made of these products came to. */
  static ProductWrite result(Outcome outcome, Product product, Product before) {
    if (outcome.done()) {
      return new ProductWrite.Written();
    }
    if (outcome.refusedBy(ProductsTable.product(product.productId()))) {
      return new ProductWrite.Stale();
    }
    return first(outcome, product, ProductsTable::sku)
        .<ProductWrite>map(ProductWrite.SkuTaken::new)
        .or(() -> first(outcome, before, InventoryTable::level).map(ProductWrite.SkuStocked::new))
        .orElseGet(ProductWrite.SlugTaken::new);
  }

  private static List<Write> skus(Product before, Product after) {
    Set<Listing> old = before.listings();
    Set<String> oldSkus = new HashSet<>(before.skus());
    List<Write> writes = new ArrayList<>();
    after.listings().stream()
        .filter(listing -> !old.contains(listing))
        .map(listing ->
            oldSkus.remove(listing.sku()) ? SkuItems.replace(listing) : SkuItems.create(listing))
        .forEach(writes::add);
    after.skus().forEach(oldSkus::remove);
    for (String gone : oldSkus) {
      writes.add(Write.delete(ProductsTable.sku(gone)));
      writes.add(SkuItems.checkNoStock(gone));
    }
    return writes;
  }

  private static Write slug(Product product) {
    Key key = ProductsTable.slug(product.slug());
    return Write.create(
        key, ItemBuilder.at(key).text(ProductsTable.PRODUCT_ID, product.productId()));
  }

  private static Optional<String> first(
      Outcome outcome, Product product, Function<String, Key> key) {
    return product.skus().stream().filter(sku -> outcome.refusedBy(key.apply(sku))).findFirst();
  }
}

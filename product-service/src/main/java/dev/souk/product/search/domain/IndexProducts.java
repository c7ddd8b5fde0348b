package dev.souk.product.search.domain;

import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.Variant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Indexes products as they are in the store now, one batch after the other: what was read earlier
 * is written earlier. Only active ones can be found.
 */
public final class IndexProducts {
  private final Products products;
  private final LiveProductViews views;
  private final CategoryPaths categories;
  private final ReentrantLock lock = new ReentrantLock();

  /** Reads there. */
  public IndexProducts(Products products, LiveProductViews views, CategoryPaths categories) {
    this.products = products;
    this.views = views;
    this.categories = categories;
  }

  /** Reads the products together, and writes them one by one. */
  public void index(Collection<String> productIds, ProductWriter index) {
    lock.lock();
    try {
      readAndWrite(productIds, index);
    } finally {
      lock.unlock();
    }
  }

  private void readAndWrite(Collection<String> productIds, ProductWriter index) {
    List<Product> found = List.copyOf(products.findAll(productIds).values());
    found.stream()
        .filter(product -> !product.isActive())
        .forEach(product -> index.delete(product.productId(), product.version()));
    views
        .of(found.stream().filter(Product::isActive).toList())
        .forEach(view -> index.index(document(view)));
  }

  private SearchDocument document(ProductView view) {
    Product product = view.product();
    List<Variant> variants = product.details().variants();
    return new SearchDocument(
        product.productId(),
        product.version(),
        product.details().name(),
        product.details().description(),
        product.details().brand(),
        product.details().tags(),
        attributes(product),
        product.skus(),
        categories.withAllAbove(product.details().categoryIds()),
        variants.getFirst().price().currency(),
        variants.stream().mapToLong(variant -> variant.price().minorUnits()).min().orElseThrow(),
        product.skus().stream().anyMatch(sku -> view.available().getOrDefault(sku, 0) > 0),
        view.rating().average(),
        product.createTime());
  }

  private static Map<String, Set<String>> attributes(Product product) {
    Map<String, Set<String>> attributes = new HashMap<>();
    product
        .details()
        .attributes()
        .forEach(
            (name, value) -> attributes.computeIfAbsent(name, any -> new HashSet<>()).add(value));
    product
        .details()
        .variants()
        .forEach(variant ->
            variant
                .options()
                .forEach((name, value) ->
                    attributes.computeIfAbsent(name, any -> new HashSet<>()).add(value)));
    return attributes;
  }
}

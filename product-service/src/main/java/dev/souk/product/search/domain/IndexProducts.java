package dev.souk.product.search.domain;

import dev.souk.product.catalog.domain.Figures;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.Variant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Indexes products as they are in the store now, one batch after the other: what was read earlier
 * is written earlier. Only active ones can be found.
 */
public final class IndexProducts {
  private final Products products;
  private final Figures.Source figures;
  private final CategoryPaths categories;
  private final ReentrantLock lock = new ReentrantLock();

  /** Reads there. */
  public IndexProducts(Products products, Figures.Source figures, CategoryPaths categories) {
    this.products = products;
    this.figures = figures;
    this.categories = categories;
  }

  /** A product as it was read; what cannot be found has no document. */
  private record Found(long version, Optional<SearchDocument> document) {}

  /** Reads the products together, and writes them one by one. */
  public void index(Collection<String> productIds, ProductWriter index) {
    var _ = readAndWrite(productIds, index);
  }

  /**
   * Indexes products that have changed, and lets searches see them. In an index that instances
   * share, what another one read earlier may have come after it: so the products are read again
   * until they are what was written last.
   */
  public void follow(Collection<String> productIds, ProductIndex index) {
    Map<String, Found> written;
    do {
      written = readAndWrite(productIds, index);
      index.refresh();
    } while (index.isShared() && !read(productIds).equals(written));
  }

  private Map<String, Found> readAndWrite(Collection<String> productIds, ProductWriter index) {
    lock.lock();
    try {
      Map<String, Found> found = read(productIds);
      found.forEach((productId, product) ->
          product
              .document()
              .ifPresentOrElse(index::index, () -> index.delete(productId, product.version())));
      return found;
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Found> read(Collection<String> productIds) {
    Collection<Product> found = products.findAll(productIds).values();
    Figures current = figures.newest(found.stream().filter(Product::isActive).toList());
    return found.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Product::productId,
                product ->
                    new Found(
                        product.version(),
                        product.isActive()
                            ? Optional.of(document(new ProductView(product, current)))
                            : Optional.empty())));
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

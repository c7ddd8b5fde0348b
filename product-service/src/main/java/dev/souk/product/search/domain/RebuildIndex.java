package dev.souk.product.search.domain;

import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Products;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Fills a new index from the store, page by page, while the old one serves. What changes meanwhile
 * comes by its event, and of two versions the later stays.
 */
public final class RebuildIndex {
  private static final int PAGE = 100;

  private final ProductIndex index;
  private final Products products;
  private final IndexProducts indexProducts;

  /** Rebuilds the index from the products. */
  public RebuildIndex(ProductIndex index, Products products, IndexProducts indexProducts) {
    this.index = index;
    this.products = products;
    this.indexProducts = indexProducts;
  }

  /**
   * Rebuilds it.
   *
   * @param stopped whether to give up
   */
  public void run(BooleanSupplier stopped) {
    try (ProductIndex.Rebuild rebuild = index.rebuild()) {
      for (ProductStatus status : ProductStatus.values()) {
        fill(rebuild, new ProductQuery("", "", status), stopped);
      }
      if (!stopped.getAsBoolean()) {
        rebuild.complete();
      }
    }
  }

  private void fill(ProductIndex.Rebuild rebuild, ProductQuery query, BooleanSupplier stopped) {
    Optional<String> after = Optional.empty();
    List<String> ids;
    do {
      ids = products.list(query, after, PAGE);
      indexProducts.index(ids, rebuild);
      after = ids.isEmpty() ? after : Optional.of(ids.getLast());
    } while (ids.size() == PAGE && !stopped.getAsBoolean());
  }
}

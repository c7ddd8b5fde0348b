package dev.souk.product.search.domain;

import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.catalog.domain.Products;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds products, and answers them as they are now.
 *
 * <p>Fails with {@code DEPENDENCY_UNAVAILABLE} while there is no index.
 */
public final class SearchProducts {
  private final ProductIndex index;
  private final Products products;
  private final LiveProductViews views;

  /** Products, and the counts of what was found. */
  public record Result(
      List<ProductView> products, List<FacetCounts> facets, Optional<SearchPosition> next) {}

  /** Finds in the index, and reads in the store. */
  public SearchProducts(ProductIndex index, Products products, LiveProductViews views) {
    this.index = index;
    this.products = products;
    this.views = views;
  }

  /** A page; products that are no longer for sale are left out. */
  public Result search(SearchQuery query) {
    SearchPage page = index.search(query);
    Map<String, Product> found = products.findAll(page.productIds());
    List<Product> current =
        page.productIds().stream()
            .map(found::get)
            .filter(Objects::nonNull)
            .filter(Product::isActive)
            .toList();
    return new Result(views.of(current), page.facets(), page.next());
  }
}

package dev.souk.product.catalog.domain;

import dev.souk.kit.error.SignInErrors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Products, newest first. What a page costs does not depend on how many products there are.
 *
 * <p>Fails with {@code TOKEN_MISSING} or {@code ROLE_REQUIRED} when other products than active ones
 * are asked for by somebody who is neither their seller nor an admin.
 */
public final class ListProducts {
  private final Products products;
  private final LiveProductViews views;

  /** Lists products kept there. */
  public ListProducts(Products products, LiveProductViews views) {
    this.products = products;
    this.views = views;
  }

  /**
   * A page of a list.
   *
   * @param after the id that it continues after; the first page where nothing
   * @param size how many products it has
   */
  public ProductPage list(ProductQuery query, Optional<String> after, int size, Viewer viewer) {
    requireVisible(query, viewer);
    List<String> ids = products.list(query, after, size + 1);
    List<String> page = ids.subList(0, Math.min(size, ids.size()));
    Optional<String> last = ids.size() > size ? Optional.of(page.getLast()) : Optional.empty();
    return new ProductPage(views.of(read(page, query)), last);
  }

  /** Lists may be a moment older than products: what does not belong there any more is left out. */
  private List<Product> read(List<String> ids, ProductQuery query) {
    Map<String, Product> found = products.findAll(ids);
    return ids.stream().map(found::get).filter(Objects::nonNull).filter(query::matches).toList();
  }

  private static void requireVisible(ProductQuery query, Viewer viewer) {
    if (query.isPublic() || viewer.mayChangeAllOf(query.sellerId())) {
      return;
    }
    throw viewer.userId().isEmpty()
        ? SignInErrors.tokenMissing()
        : SignInErrors.roleRequired(List.of("ROLE_ADMIN"));
  }
}

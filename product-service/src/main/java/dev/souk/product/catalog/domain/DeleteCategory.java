package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.util.List;
import java.util.Optional;

/**
 * Removes a category in which there is nothing. A product that is put into it at the very moment
 * keeps its id and is listed nowhere for it.
 *
 * <p>Fails with {@code NOT_FOUND}; with {@code ETAG_MISMATCH}; with {@code ILLEGAL_STATE} while a
 * category is under it, or a product is listed in it, whatever its status; with {@code CONTENTION}.
 */
public final class DeleteCategory {
  private final Categories categories;
  private final CategoryStore store;
  private final Products products;

  /** Removes categories kept there. */
  public DeleteCategory(Categories categories, CategoryStore store, Products products) {
    this.categories = categories;
    this.store = store;
    this.products = products;
  }

  /** Removes it. */
  public void delete(String categoryId, String etag) {
    CategoryView _ =
        categories.written(tree -> {
          Category category = tree.require(categoryId);
          if (!etag.isEmpty() && !etag.equals(category.etag())) {
            throw Errors.etagMismatch(category.etag());
          }
          if (!tree.under(categoryId).isEmpty()) {
            throw Errors.illegalState("category", "PARENT", List.of());
          }
          if (hasProducts(categoryId)) {
            throw Errors.illegalState("category", "IN_USE", List.of());
          }
          return new Categories.Change(tree, category, store.delete(tree, category));
        });
  }

  private boolean hasProducts(String categoryId) {
    for (ProductStatus status : ProductStatus.values()) {
      if (!none(new ProductQuery(categoryId, "", status))) {
        return true;
      }
    }
    return !none(ProductQuery.deletedIn(categoryId));
  }

  private boolean none(ProductQuery query) {
    return products.list(query, Optional.empty(), 1).isEmpty();
  }
}

package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.util.List;
import java.util.Optional;

/**
 * Renames categories, and moves them with all that is under them.
 *
 * <p>Fails with {@code NOT_FOUND} for it and for its new parent; with {@code ETAG_MISMATCH}; with
 * {@code INVALID_FIELD} for a blank name, a parent within the category itself, a tree that is too
 * deep and a move of too many; with {@code CATEGORY_TAKEN}; with {@code CONTENTION}.
 */
public final class ChangeCategory {
  /** With its own, the names' and the tree's items a move stays within one transaction. */
  private static final int MAX_CARRIED = 80;

  private final Categories categories;
  private final CategoryStore store;

  /** Changes categories kept there. */
  public ChangeCategory(Categories categories, CategoryStore store) {
    this.categories = categories;
    this.store = store;
  }

  /**
   * The changed category.
   *
   * @param name the new name; as it was where nothing
   * @param parentId the category to put it under, empty for the top; as it was where nothing
   * @param etag what the category's must be; any where empty
   */
  public CategoryView change(
      String categoryId, Optional<String> name, Optional<String> parentId, String etag) {
    name.ifPresent(Categories::requireName);
    return categories.written(tree -> {
      Category before = tree.require(categoryId);
      if (!etag.isEmpty() && !etag.equals(before.etag())) {
        throw Errors.etagMismatch(before.etag());
      }
      List<String> parentPath = tree.parentPath(parentId.orElse(before.parentId()));
      if (parentPath.contains(categoryId)) {
        throw Errors.invalid("category.parentId", "must not be the category itself or under it");
      }
      Category after = before.changed(name.orElse(before.name()), parentPath);
      List<Category> carried = carried(tree, before, after);
      return new Categories.Change(tree, after, store.change(tree, before, after, carried));
    });
  }

  private static List<Category> carried(CategoryTree tree, Category before, Category after) {
    if (after.path().equals(before.path())) {
      return List.of();
    }
    List<Category> carried =
        tree.under(before.categoryId()).stream()
            .map(category -> category.carried(before, after))
            .toList();
    if (carried.size() > MAX_CARRIED) {
      throw Errors.invalid(
          "category.parentId",
          "cannot change while more than 80 categories are under it: move those first");
    }
    carried.stream().mapToInt(Category::depth).forEach(Categories::requireDepth);
    Categories.requireDepth(after.depth());
    return carried;
  }
}

package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where categories are kept. */
public interface CategoryStore {

  /** All categories, in their newest state. */
  CategoryTree tree();

  /** Those of the ids that are categories, in their newest state. */
  Map<String, Category> find(Collection<String> categoryIds);

  /** Adds a category to the tree. */
  CategoryWrite create(CategoryTree tree, Category category);

  /**
   * Puts a category in place of the one that was read. Where it moves, its products are filed anew
   * from then on ({@link FileProducts}).
   *
   * @param carried those under it, with their new paths
   */
  CategoryWrite change(CategoryTree tree, Category before, Category after, List<Category> carried);

  /** Removes a category from the tree. */
  CategoryWrite delete(CategoryTree tree, Category category);
}

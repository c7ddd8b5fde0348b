package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where categories are kept. */
public interface CategoryStore {

  /** All categories. */
  List<Category> all();

  /** Those of the ids that are categories. */
  Set<String> existing(Collection<String> categoryIds);

  /** Adds a category; false, and nothing done, when the folded name is taken. */
  boolean create(Category category, String foldedName);
}

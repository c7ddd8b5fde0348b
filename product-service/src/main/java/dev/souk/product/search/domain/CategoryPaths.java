package dev.souk.product.search.domain;

import java.util.Collection;
import java.util.Set;

/** Where categories stand in the tree. */
@FunctionalInterface
public interface CategoryPaths {

  /** The categories and all that stand above them. */
  Set<String> withAllAbove(Collection<String> categoryIds);
}

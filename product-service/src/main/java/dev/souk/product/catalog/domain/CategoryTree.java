package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All categories at one moment.
 *
 * @param version counts the changes of the tree: a change of a tree that is no longer the newest is
 *     not written
 * @param byId the categories
 */
public record CategoryTree(long version, Map<String, Category> byId) {

  /** A tree of the categories. */
  public static CategoryTree of(long version, Collection<Category> categories) {
    return new CategoryTree(
        version,
        categories.stream()
            .collect(Collectors.toUnmodifiableMap(Category::categoryId, Function.identity())));
  }

  /** Fails with {@code NOT_FOUND} when there is no such category. */
  Category require(String categoryId) {
    Category category = byId.get(categoryId);
    if (category == null) {
      throw Errors.notFound("category", categoryId);
    }
    return category;
  }

  /** The path of the category to be put under; empty for the top. */
  List<String> parentPath(String parentId) {
    return parentId.isEmpty() ? List.of() : require(parentId).path();
  }

  /** Those under a category, whatever their depth. */
  List<Category> under(String categoryId) {
    return byId.values().stream()
        .filter(category -> category.isWithin(categoryId))
        .filter(category -> !category.categoryId().equals(categoryId))
        .toList();
  }

  /** Each before those under it, by name among those with the same parent. */
  List<Category> inOrder() {
    Map<String, List<Category>> children =
        byId.values().stream()
            .sorted(Comparator.comparing(Category::name).thenComparing(Category::categoryId))
            .collect(Collectors.groupingBy(Category::parentId));
    List<Category> ordered = new ArrayList<>();
    append("", children, ordered);
    return ordered;
  }

  private static void append(
      String parentId, Map<String, List<Category>> children, List<Category> ordered) {
    for (Category category : children.getOrDefault(parentId, List.of())) {
      ordered.add(category);
      append(category.categoryId(), children, ordered);
    }
  }
}

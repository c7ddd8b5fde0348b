package dev.souk.product.transfer.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.Category;
import dev.souk.product.catalog.domain.CategoryView;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Categories by their names, from the top down, as they were at a moment and with those added
 * since.
 */
final class Shelves {
  private static final int LONGEST_NAME = 100;

  private final Categories categories;
  private final boolean mayAdd;
  private final boolean dryRun;
  private final Map<List<String>, String> ids = new HashMap<>();

  /**
   * The categories as they are.
   *
   * @param mayAdd whether unknown ones are created
   * @param dryRun whether that is only said
   */
  Shelves(Categories categories, boolean mayAdd, boolean dryRun) {
    this.categories = categories;
    this.mayAdd = mayAdd;
    this.dryRun = dryRun;
    categories.list().forEach(view -> ids.put(folded(path(view)), view.category().categoryId()));
  }

  /** The names of each category from the top down, by id. */
  static Map<String, List<String>> paths(Categories categories) {
    return categories.list().stream()
        .collect(Collectors.toUnmodifiableMap(view -> view.category().categoryId(), Shelves::path));
  }

  /** The ids of the categories, none twice. Fails with {@code NOT_FOUND} for an unknown one. */
  synchronized List<String> ids(List<List<String>> paths) {
    return paths.stream().map(this::id).distinct().toList();
  }

  private String id(List<String> path) {
    String known = ids.get(folded(path));
    return known == null ? added(path) : known;
  }

  private String added(List<String> path) {
    if (!mayAdd) {
      throw Errors.notFound("category", String.join(" > ", path));
    }
    String name = path.isEmpty() ? "" : path.getLast().strip();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw Errors.invalid("categories", "must have names of 1 to 100 characters");
    }
    String parentId = path.size() == 1 ? "" : id(path.subList(0, path.size() - 1));
    String id = dryRun ? "new " + ids.size() : created(name, parentId);
    ids.put(folded(path), id);
    return id;
  }

  /** One that another admin has created since is found when the batch is run again. */
  private String created(String name, String parentId) {
    try {
      return categories.create(name, parentId).category().categoryId();
    } catch (ApiException e) {
      throw e.reason().equals(Reason.CATEGORY_TAKEN.name()) ? Errors.contention("category") : e;
    }
  }

  private static List<String> path(CategoryView view) {
    return Stream.concat(view.ancestors().stream(), Stream.of(view.category()))
        .map(Category::name)
        .toList();
  }

  private static List<String> folded(List<String> path) {
    return path.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }
}

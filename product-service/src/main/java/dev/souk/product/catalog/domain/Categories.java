package dev.souk.product.catalog.domain;

import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The shelves of the shop, read and added to.
 *
 * <p>Changes of the tree are made one after the other, each against the newest tree: two moves that
 * would make a circle together cannot both be written.
 */
public final class Categories {
  /** Levels of the tree. */
  public static final int MAX_DEPTH = 8;

  /** Categories that a product can be listed under, those above its own included. */
  public static final int MAX_FILED = 16;

  private static final int ATTEMPTS = 30;

  private final CategoryStore store;
  private final CategoryCounts counts;
  private final Ids ids;

  /** Categories kept there. */
  public Categories(CategoryStore store, CategoryCounts counts, Ids ids) {
    this.store = store;
    this.counts = counts;
    this.ids = ids;
  }

  /** All of them, each before those under it, by name among those with the same parent. */
  public List<CategoryView> list() {
    CategoryTree tree = store.tree();
    return views(tree.inOrder(), tree.byId());
  }

  /** One of them. Fails with {@code NOT_FOUND}. */
  public CategoryView get(String categoryId) {
    Category category = store.find(List.of(categoryId)).get(categoryId);
    if (category == null) {
      throw Errors.notFound("category", categoryId);
    }
    return views(List.of(category), store.find(category.path())).getFirst();
  }

  /**
   * Creates one.
   *
   * @param parentId the category to put it under; empty for the top
   * @throws dev.souk.kit.error.ApiException {@code CATEGORY_TAKEN} when one with the same parent
   *     has the name, in whatever case; {@code INVALID_FIELD} for a blank name and for a tree that
   *     is too deep; {@code NOT_FOUND} for an unknown parent
   */
  public CategoryView create(String name, String parentId) {
    requireName(name);
    String id = ids.next("cat");
    return written(tree -> {
      Category category = Category.created(id, name, tree.parentPath(parentId));
      requireDepth(category.depth());
      return new Change(tree, category, store.create(tree, category));
    });
  }

  /**
   * An attempt to change the tree.
   *
   * @param tree the tree before
   * @param category the category after
   * @param outcome what became of it
   */
  record Change(CategoryTree tree, Category category, CategoryWrite outcome) {}

  /** Runs an attempt until it met the newest tree; the category as it is then. */
  CategoryView written(Function<CategoryTree, Change> attempt) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Change change = attempt.apply(store.tree());
      Category category = change.category();
      switch (change.outcome()) {
        case WRITTEN -> {
          Map<String, Category> known = new HashMap<>(change.tree().byId());
          known.put(category.categoryId(), category);
          return views(List.of(category), known).getFirst();
        }
        case NAME_TAKEN -> throw CatalogErrors.categoryTaken(category.name());
        case STALE -> {}
      }
    }
    throw Errors.contention("tree of categories");
  }

  static void requireName(String name) {
    if (name.isBlank()) {
      throw Errors.invalid("category.name", "must have 1 to 100 characters");
    }
    StorableText.require("category.name", name);
  }

  static void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw Errors.invalid("category.parentId", "must leave the tree at most 8 levels deep");
    }
  }

  /**
   * The categories under which a product is listed: those it names, and all above them. Ones that
   * it named before and that were removed since are left out.
   *
   * <p>Fails with {@code NOT_FOUND} when another one is unknown; with {@code INVALID_FIELD} when
   * they are too many.
   *
   * @param before what it named before
   */
  List<String> filed(Collection<String> categoryIds, Collection<String> before) {
    Map<String, Category> found = categoryIds.isEmpty() ? Map.of() : store.find(categoryIds);
    categoryIds.stream()
        .filter(id -> !found.containsKey(id) && !before.contains(id))
        .findFirst()
        .ifPresent(unknown -> {
          throw Errors.notFound("category", unknown);
        });
    List<String> filed = filed(categoryIds, found);
    if (filed.size() > MAX_FILED && !before.containsAll(categoryIds)) {
      throw Errors.invalid(
          "product.categoryIds", "must be at most 16 together with those above them");
    }
    return filed;
  }

  /** Those of the categories that there are, and all above them. */
  public Set<String> withAllAbove(Collection<String> categoryIds) {
    return Set.copyOf(filed(categoryIds, categoryIds));
  }

  /** The same for a product that names nothing new. */
  List<String> filed(Product product) {
    Collection<String> named = product.details().categoryIds();
    return filed(named, named);
  }

  private static List<String> filed(Collection<String> categoryIds, Map<String, Category> found) {
    Set<String> filed = new LinkedHashSet<>();
    categoryIds.stream()
        .filter(found::containsKey)
        .forEach(id -> filed.addAll(found.get(id).path()));
    return List.copyOf(filed);
  }

  private List<CategoryView> views(List<Category> categories, Map<String, Category> known) {
    Map<String, ProductCount> products =
        counts.of(categories.stream().map(Category::categoryId).toList());
    return categories.stream()
        .map(category ->
            new CategoryView(
                category,
                category.ancestors().stream().filter(known::containsKey).map(known::get).toList(),
                products.getOrDefault(category.categoryId(), ProductCount.NONE)))
        .toList();
  }
}

package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The shelves of the shop. */
public final class Categories {
  private final CategoryStore store;
  private final Ids ids;

  /** Categories kept there. */
  public Categories(CategoryStore store, Ids ids) {
    this.store = store;
    this.ids = ids;
  }

  /** All of them, by name. */
  public List<Category> list() {
    return store.all().stream().sorted(Comparator.comparing(Category::name)).toList();
  }

  /**
   * Creates one.
   *
   * @throws dev.souk.kit.error.ApiException {@code CATEGORY_TAKEN} when one has the name, in
   *     whatever case; {@code INVALID_FIELD} for a blank name
   */
  public Category create(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()) {
      throw Errors.invalid("category.name", "must have 1 to 100 characters");
    }
    Category category = new Category(ids.next("cat"), stripped);
    if (!store.create(category, stripped.toLowerCase(Locale.ROOT))) {
      throw Errors.categoryTaken(stripped);
    }
    return category;
  }

  /** Fails with {@code NOT_FOUND} unless there are all of them. */
  void require(Collection<String> categoryIds) {
    if (categoryIds.isEmpty()) {
      return;
    }
    Set<String> existing = store.existing(categoryIds);
    categoryIds.stream()
        .filter(id -> !existing.contains(id))
        .findFirst()
        .ifPresent(unknown -> {
          throw Errors.notFound("category", unknown);
        });
  }
}

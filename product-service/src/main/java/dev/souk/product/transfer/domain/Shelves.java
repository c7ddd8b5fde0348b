package dev.souk.product.transfer.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.Category;
import dev.souk.product.catalog.domain.CategoryView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Categories by their names, from the top down, as they were at a moment and with those added
 * since.
 */
final class Shelves {
  private static final int LONGEST_NAME = 100;

  private final Categories categories;
  private final boolean mayAdd;
  private final boolean imagined;
  private final Map<List<String>, String> ids;

  /**
   * The categories as they are.
   *
   * @param mayAdd whether unknown ones are created
   */
  Shelves(Categories categories, boolean mayAdd) {
    this(categories, mayAdd, false, new HashMap<>());
    categories.list().forEach(view -> ids.put(folded(path(view)), view.category().categoryId()));
  }

  private Shelves(
      Categories categories, boolean mayAdd, boolean imagined, Map<List<String>, String> ids) {
    this.categories = categories;
    this.mayAdd = mayAdd;
    this.imagined = imagined;
    this.ids = ids;
  }

  /** The same as they are now; those added to it are not created. */
  synchronized Shelves imagined() {
    return new Shelves(categories, mayAdd, true, new HashMap<>(ids));
  }

  /** The names of each category from the top down, by id. */
  static Map<String, List<String>> paths(Categories categories) {
    return categories.list().stream()
        .collect(Collectors.toUnmodifiableMap(view -> view.category().categoryId(), Shelves::path));
  }

  /**
   * The ids of the categories, none twice. Unknown ones are created only when all can be named.
   *
   * <p>Fails with {@code NOT_FOUND} for an unknown one; with {@code INVALID_FIELD} for one that
   * cannot be, and when they are too many.
   *
   * @param before what the product named before
   */
  synchronized List<String> ids(List<List<String>> paths, List<String> before) {
    paths.forEach(this::verify);
    boolean isNew =
        paths.stream()
            .map(path -> ids.getOrDefault(folded(path), ""))
            .anyMatch(id -> !before.contains(id));
    long filed = paths.stream().flatMap(Shelves::withAllAbove).distinct().count();
    if (isNew && filed > Categories.MAX_FILED) {
      throw Errors.invalid("categories", "must be at most 16 together with those above them");
    }
    return paths.stream().map(this::id).distinct().toList();
  }

  /** Whether it is there or may be added. */
  private void verify(List<String> path) {
    if (ids.containsKey(folded(path))) {
      return;
    }
    if (!mayAdd) {
      throw Errors.notFound("category", String.join(" > ", path));
    }
    if (path.isEmpty() || path.stream().anyMatch(Shelves::isNoName)) {
      throw Errors.invalid("categories", "must have names of 1 to 100 characters");
    }
    if (path.size() > Categories.MAX_DEPTH) {
      throw Errors.invalid("categories", "must be at most 8 levels deep");
    }
  }

  private static boolean isNoName(String name) {
    return name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME;
  }

  private static Stream<List<String>> withAllAbove(List<String> path) {
    return IntStream.rangeClosed(1, path.size()).mapToObj(size -> folded(path.subList(0, size)));
  }

  private String id(List<String> path) {
    String known = ids.get(folded(path));
    return known == null ? added(path) : known;
  }

  private String added(List<String> path) {
    String parentId = path.size() == 1 ? "" : id(path.subList(0, path.size() - 1));
    String id = imagined ? "new " + ids.size() : created(path.getLast(), parentId);
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
    return path.stream().map(Category::folded).toList();
  }
}

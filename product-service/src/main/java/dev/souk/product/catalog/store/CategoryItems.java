package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Category;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.List;

/** Category items, and those that keep names apart. */
final class CategoryItems {
  private CategoryItems() {}

  /** Items written before there was a tree stand at its top. */
  static Category read(Item item) {
    String id = item.text(ProductsTable.SK);
    return new Category(
        id,
        item.text("name"),
        item.has("path") ? item.texts("path") : List.of(id),
        item.has("version") ? item.number("version") : 1);
  }

  static Write put(Category category) {
    Key key = ProductsTable.category(category.categoryId());
    return Write.put(
        key,
        ItemBuilder.at(key)
            .text("name", category.name())
            .texts("path", category.path())
            .number("version", category.version()));
  }

  static Write remove(Category category) {
    return Write.delete(ProductsTable.category(category.categoryId()));
  }

  /** Where the name stands that no other with the same parent may have. */
  static Key name(Category category) {
    String folded = Category.folded(category.name());
    return category.parentId().isEmpty()
        ? ProductsTable.categoryName(folded)
        : ProductsTable.categoryName(category.parentId(), folded);
  }

  static Write takeName(Category category) {
    Key key = name(category);
    return Write.create(key, ItemBuilder.at(key).text("categoryId", category.categoryId()));
  }
}

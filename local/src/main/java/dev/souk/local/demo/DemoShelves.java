package dev.souk.local.demo;

import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the categories that are missing. */
final class DemoShelves {
  private final DemoShop shop;

  DemoShelves(DemoShop shop) {
    this.shop = shop;
  }

  /** The category's id for each shelf. */
  Map<DemoCategory, String> ensure(DemoSession admin) {
    Map<String, String> known =
        shop
            .products()
            .listCategories(ListCategoriesRequest.getDefaultInstance())
            .getCategoriesList()
            .stream()
            .filter(category -> category.getParentId().isEmpty())
            .collect(Collectors.toMap(Category::getName, Category::getCategoryId));
    Map<DemoCategory, String> ids = new EnumMap<>(DemoCategory.class);
    for (DemoCategory shelf : DemoCategory.values()) {
      String id = known.get(shelf.title());
      ids.put(shelf, id == null ? create(shelf, admin) : id);
    }
    return ids;
  }

  private String create(DemoCategory shelf, DemoSession admin) {
    return shop.products()
        .withCallCredentials(admin)
        .createCategory(
            CreateCategoryRequest.newBuilder()
                .setCategory(Category.newBuilder().setName(shelf.title()))
                .build())
        .getCategoryId();
  }
}

package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CategoryCrumb;
import dev.souk.product.v1.CategoryServiceGrpc;
import dev.souk.product.v1.CategoryServiceGrpc.CategoryServiceBlockingStub;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.DeleteCategoryRequest;
import dev.souk.product.v1.GetCategoryRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.UpdateCategoryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("37: the tree of categories")
class CategoryTreeTest {
  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir static Path folder;
  private static CatalogShop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new CatalogShop(folder, Map.of());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static CategoryServiceBlockingStub as(String role) {
    return CategoryServiceGrpc.newBlockingStub(shop.of(CatalogShop.IDS.next("usr"), role));
  }

  private static String name() {
    return "Shelf " + NAMES.incrementAndGet();
  }

  private static Category create(String name, String parentId) {
    return shop.admin()
        .createCategory(
            CreateCategoryRequest.newBuilder()
                .setCategory(Category.newBuilder().setName(name).setParentId(parentId))
                .build());
  }

  private static Category under(Category parent) {
    return create(name(), parent.getCategoryId());
  }

  private static Category top() {
    return create(name(), "");
  }

  private static Category get(Category category) {
    return CategoryServiceGrpc.newBlockingStub(shop.anybody())
        .getCategory(
            GetCategoryRequest.newBuilder().setCategoryId(category.getCategoryId()).build());
  }

  private static Category update(Category.Builder category, String... fields) {
    return as("ROLE_ADMIN")
        .updateCategory(
            UpdateCategoryRequest.newBuilder()
                .setCategory(category)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
                .build());
  }

  private static Category move(Category category, Category parent) {
    return update(
        Category.newBuilder()
            .setCategoryId(category.getCategoryId())
            .setParentId(parent.getCategoryId()),
        "parent_id");
  }

  private static void delete(Category category, String etag) {
    Object _ =
        as("ROLE_ADMIN")
            .deleteCategory(
                DeleteCategoryRequest.newBuilder()
                    .setCategoryId(category.getCategoryId())
                    .setEtag(etag)
                    .build());
  }

  private static List<String> breadcrumb(Category category) {
    return get(category).getBreadcrumbList().stream().map(CategoryCrumb::getCategoryId).toList();
  }

  private static List<String> listed(Category category) {
    return CatalogShop.list(
        shop.visitor(), ListProductsRequest.newBuilder().setCategoryId(category.getCategoryId()));
  }

  private static Product product(Category category) {
    return shop.create(
        CatalogShop.hat("TREE-" + NAMES.incrementAndGet())
            .addCategoryIds(category.getCategoryId()));
  }

  @Test
  void a_category_shows_what_is_above_it() {
    Category garden = top();
    Category tools = under(garden);
    Category rakes = under(tools);

    Category shown = get(rakes);
    assertThat(shown.getParentId()).isEqualTo(tools.getCategoryId());
    assertThat(shown.getBreadcrumbList())
        .containsExactly(
            CategoryCrumb.newBuilder()
                .setCategoryId(garden.getCategoryId())
                .setName(garden.getName())
                .build(),
            CategoryCrumb.newBuilder()
                .setCategoryId(tools.getCategoryId())
                .setName(tools.getName())
                .build());
    List<String> order =
        shop
            .visitor()
            .listCategories(ListCategoriesRequest.getDefaultInstance())
            .getCategoriesList()
            .stream()
            .map(Category::getCategoryId)
            .toList();
    int at = order.indexOf(garden.getCategoryId());
    assertThat(order.subList(at, at + 3))
        .containsExactly(garden.getCategoryId(), tools.getCategoryId(), rakes.getCategoryId());
  }

  @Test
  void names_are_unique_among_those_with_the_same_parent() {
    Category one = top();
    Category other = top();
    Category mine = create("Caf\u00e9", one.getCategoryId());

    assertRefused(Reason.CATEGORY_TAKEN, () -> create(" CAFE\u0301", one.getCategoryId()));
    assertRefused(Reason.CATEGORY_TAKEN, () -> create(one.getName().toUpperCase(Locale.ROOT), ""));
    Category theirs = create("caf\u00e9", other.getCategoryId());
    assertRefused(Reason.CATEGORY_TAKEN, () -> move(theirs, one));

    Category renamed = update(mine.toBuilder().setName("CAF\u00c9"), "name");
    assertThat(renamed.getName()).isEqualTo("CAF\u00c9");
    Category bar = update(renamed.toBuilder().setName("Bar"), "name");
    assertThat(get(mine)).isEqualTo(bar);
    assertThat(move(theirs, one).getParentId()).isEqualTo(one.getCategoryId());
    assertThat(create("caf\u00e9", other.getCategoryId()).getName()).isEqualTo("caf\u00e9");
  }

  @Test
  void the_tree_is_at_most_8_levels_deep_whether_it_grows_or_is_moved() {
    Category deepest = top();
    List<Category> chain = new ArrayList<>(List.of(deepest));
    for (int level = 2; level <= 8; level++) {
      deepest = under(deepest);
      chain.add(deepest);
    }
    Category leaf = deepest;
    assertRefused(Reason.INVALID_FIELD, () -> under(leaf));
    Category pair = top();
    Category below = under(pair);
    assertRefused(Reason.INVALID_FIELD, () -> move(pair, chain.get(6)));

    assertThat(move(pair, chain.get(5)).getParentId()).isEqualTo(chain.get(5).getCategoryId());
    assertThat(breadcrumb(below)).hasSize(7).startsWith(chain.getFirst().getCategoryId());
  }

  @Test
  void no_category_comes_to_stand_under_itself() throws Exception {
    Category one = top();
    Category below = under(one);
    assertRefused(Reason.INVALID_FIELD, () -> move(one, one));
    assertRefused(Reason.INVALID_FIELD, () -> move(one, below));

    for (int round = 0; round < 5; round++) {
      List<Category> circle = List.of(top(), top(), top());
      List<Object> outcomes =
          Together.run(
              3, i -> move(circle.get(i), circle.get((i + 1) % 3)).getClass().getSimpleName());
      assertThat(outcomes).containsExactlyInAnyOrder("Category", "Category", "INVALID_FIELD");
      assertThat(circle.stream().mapToInt(category -> breadcrumb(category).size()))
          .containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @Test
  void a_category_is_changed_by_admins_who_know_its_newest_state() {
    Category category = top();
    Category.Builder renamed = category.toBuilder().setName(name());
    UpdateCategoryRequest request =
        UpdateCategoryRequest.newBuilder()
            .setCategory(renamed)
            .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
            .build();

    assertRefused(Reason.ROLE_REQUIRED, () -> as("ROLE_SELLER").updateCategory(request));
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> CategoryServiceGrpc.newBlockingStub(shop.anybody()).updateCategory(request));
    assertThat(update(renamed, "name", "product_count").getName()).isEqualTo(renamed.getName());
    assertRefused(Reason.ETAG_MISMATCH, () -> update(renamed, "name"));
    assertRefused(Reason.ETAG_MISMATCH, () -> delete(category, category.getEtag()));
    renamed.clearEtag();
    assertRefused(Reason.INVALID_FIELD, () -> update(renamed));
    assertRefused(Reason.INVALID_FIELD, () -> update(renamed, "path"));
    assertRefused(Reason.INVALID_FIELD, () -> update(renamed.setName(" "), "name"));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> update(renamed.setParentId("cat_none"), "parent_id"));
    for (String bad : List.of("", "x", "cat_", CatalogShop.IDS.next("cat"))) {
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> get(Category.newBuilder().setCategoryId(bad).build()));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () -> update(renamed.clone().setCategoryId(bad).setName("X"), "name"));
    }
  }

  @Test
  void only_an_empty_category_is_removed() {
    Category parent = top();
    Category child = under(parent);
    assertRefused(Reason.ILLEGAL_STATE, () -> delete(parent, ""));
    Product product = product(child);
    assertRefused(Reason.ILLEGAL_STATE, () -> delete(child, ""));
    CatalogShop.delete(shop.seller(), product.getProductId(), "");
    assertRefused(Reason.ILLEGAL_STATE, () -> delete(child, ""));
    CatalogShop.undelete(shop.seller(), product.getProductId(), "");
    shop.update(product.toBuilder().clearEtag().clearCategoryIds(), "category_ids");

    delete(child, child.getEtag());
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> get(child));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> delete(child, ""));
    delete(parent, "");
    assertThat(create(parent.getName(), "").getCategoryId()).isNotEqualTo(parent.getCategoryId());
  }

  @Test
  void a_list_has_the_products_of_the_whole_subtree_newest_first() {
    Category garden = top();
    Category tools = under(garden);
    Category rakes = under(tools);
    Product first = product(rakes);
    Product second = product(garden);
    Product third = product(tools);

    assertThat(listed(garden))
        .containsExactly(third.getProductId(), second.getProductId(), first.getProductId());
    assertThat(listed(tools)).containsExactly(third.getProductId(), first.getProductId());
    assertThat(listed(rakes)).containsExactly(first.getProductId());
    shop.update(
        first.toBuilder().clearCategoryIds().addCategoryIds(garden.getCategoryId()),
        "category_ids");
    assertThat(listed(tools)).containsExactly(third.getProductId());
    assertThat(listed(garden)).hasSize(3);
  }

  @Test
  void a_product_is_not_listed_under_more_than_16() {
    List<String> leaves = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      leaves.add(under(under(top())).getCategoryId());
    }
    assertRefused(
        Reason.INVALID_FIELD,
        () -> shop.create(CatalogShop.hat("TREE-WIDE").addAllCategoryIds(leaves)));
    assertThat(
            shop.create(CatalogShop.hat("TREE-WIDE").addAllCategoryIds(leaves.subList(0, 5)))
                .getCategoryIdsList())
        .hasSize(5);
  }

  @Test
  void a_move_of_too_many_is_refused() {
    Category crowd = top();
    List<Category> children = IntStream.range(0, 81).mapToObj(_ -> under(crowd)).toList();
    Category other = top();
    assertRefused(Reason.INVALID_FIELD, () -> move(crowd, other));
    delete(children.getFirst(), "");
    assertThat(move(crowd, other).getParentId()).isEqualTo(other.getCategoryId());
    assertThat(breadcrumb(children.getLast()))
        .containsExactly(other.getCategoryId(), crowd.getCategoryId());
  }
}

package dev.souk.product;

import static dev.souk.product.TransferShop.CSV;
import static dev.souk.product.TransferShop.JSON_LINES;
import static dev.souk.product.TransferShop.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.product.v1.Category;
import dev.souk.product.v1.CategoryCrumb;
import dev.souk.product.v1.FileFormat;
import dev.souk.product.v1.GetProductBySkuRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.Operation;
import dev.souk.product.v1.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("46: products are imported into the tree of categories")
class ImportCategoriesTest {
  @TempDir static Path folder;
  private static CatalogShop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new CatalogShop(Files.createDirectory(folder.resolve("shop")), Map.of());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static TransferShop seller() {
    return TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_SELLER"));
  }

  private static TransferShop admin() {
    return TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_ADMIN"));
  }

  private static String csv(String sku, String categories) {
    return "sku,name,price,currencyCode,categories\n" + sku + ",A,1,GBP,\"" + categories + "\"\n";
  }

  /** All categories by their names from the top down, by id. */
  private static Map<String, String> paths(CatalogShop shop) {
    return shop
        .visitor()
        .listCategories(ListCategoriesRequest.getDefaultInstance())
        .getCategoriesList()
        .stream()
        .collect(
            Collectors.toMap(
                Category::getCategoryId,
                ImportCategoriesTest::path,
                (one, _) -> one,
                LinkedHashMap::new));
  }

  private static String path(Category category) {
    return Stream.concat(
            category.getBreadcrumbList().stream().map(CategoryCrumb::getName),
            Stream.of(category.getName()))
        .collect(Collectors.joining("/"));
  }

  private static List<String> tree(CatalogShop shop) {
    return List.copyOf(paths(shop).values());
  }

  private static List<String> treeUnder(String top) {
    return tree(shop).stream().filter(path -> path.startsWith(top)).toList();
  }

  private static List<String> categoriesOf(String sku) {
    Product product =
        shop.admin().getProductBySku(GetProductBySkuRequest.newBuilder().setSku(sku).build());
    return product.getCategoryIdsList().stream().map(paths(shop)::get).toList();
  }

  private static void assertRefused(TransferShop as, String sku, String categories) {
    for (boolean dryRun : List.of(true, false)) {
      Operation refused = as.imported(file(CSV, csv(sku, categories)).setDryRun(dryRun));
      assertThat(as.errors(refused))
          .as("dry run: " + dryRun)
          .extracting(error -> error.getLine(), error -> error.getColumn())
          .containsExactly(tuple(2L, "categories"));
    }
  }

  private static String levels(String prefix, int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining(" > "));
  }

  @Test
  void nested_categories_are_found_and_added_by_their_names_from_the_top_down() {
    admin().imported(file(CSV, csv("NC-1", "Home > Garden > Rakes|HOME>garden")));
    assertThat(categoriesOf("NC-1")).containsExactly("Home/Garden/Rakes", "Home/Garden");
    assertThat(treeUnder("Home")).containsExactly("Home", "Home/Garden", "Home/Garden/Rakes");

    String json =
        "{\"name\":\"A\",\"categories\":[{\"names\":[\"home\",\" Garden"
            + " \",\"Rakes\"]},{\"names\":[\"Home\"]}],\"variants\":[{\"sku\":\"NC-2\",\"price\":{\"currencyCode\":\"GBP\",\"minorUnits\":\"5\"}}]}\n";
    seller().imported(file(JSON_LINES, json));
    assertThat(categoriesOf("NC-2")).containsExactly("Home/Garden/Rakes", "Home");

    assertThat(seller().imported(file(CSV, csv("NC-3", "home > GARDEN"))).getRowsCreated())
        .isEqualTo(1);
    assertRefused(seller(), "NC-4", "Garden > Rakes");
    assertRefused(seller(), "NC-4", "Home > Rakes");
    assertThat(treeUnder("Home")).hasSize(3);
  }

  @Test
  void names_that_look_the_same_are_the_same() {
    admin().imported(file(CSV, csv("LS-1", "Caf\u00e9 > R\u00e9gal")));
    String decomposed =
        Normalizer.normalize(csv("LS-2", "CAF\u00c9 > r\u00e9gal"), Normalizer.Form.NFD);

    assertThat(admin().imported(file(CSV, decomposed)).getRowsCreated()).isEqualTo(1);
    assertThat(categoriesOf("LS-2")).isEqualTo(categoriesOf("LS-1"));
    assertThat(treeUnder("Caf\u00e9")).hasSize(2);
  }

  @Test
  void a_dry_run_refuses_what_would_be_too_deep_or_too_many_and_nothing_is_added() {
    List<String> before = tree(shop);
    assertRefused(admin(), "TD-1", levels("Level ", 9));
    assertRefused(admin(), "TD-1", levels("One ", 8) + "|" + levels("Two ", 8) + "|Three");
    assertRefused(admin(), "TD-1", "Good|Bad > " + "x".repeat(101));
    assertThat(tree(shop)).isEqualTo(before);

    String most = levels("One ", 8) + "|" + levels("Two ", 8);
    assertThat(admin().imported(file(CSV, csv("TD-1", most)).setDryRun(true)).getRowsCreated())
        .isEqualTo(1);
    assertThat(tree(shop)).isEqualTo(before);
    assertThat(admin().imported(file(CSV, csv("TD-1", most))).getRowsCreated()).isEqualTo(1);
    assertThat(tree(shop)).hasSize(before.size() + 16);
    assertRefused(seller(), "TD-2", most + "|One 1 > One 2 > x");
  }

  @Test
  void a_product_that_is_refused_adds_no_category() {
    Operation refused =
        admin()
            .imported(
                file(
                    CSV,
                    """
                    sku,name,price,currencyCode,categories
                    RC-1,A,-1,GBP,Unwanted 1
                    RC-2,,1,GBP,Unwanted 2
                    """));

    assertThat(refused.getRowsRefused()).isEqualTo(2);
    assertThat(treeUnder("Unwanted")).isEmpty();
  }

  @Test
  void a_tree_comes_back_as_it_was_in_an_empty_shop() throws IOException {
    admin()
        .imported(
            file(
                CSV,
                csv(
                    "RT-1",
                    "Deep \\> down > \\| bar > " + "\uD83C\uDFA9".repeat(60) + "|Deep \\> down")));
    try (CatalogShop empty =
        new CatalogShop(Files.createDirectory(folder.resolve("empty")), Map.of())) {
      TransferShop other = TransferShop.of(empty.of(CatalogShop.IDS.next("usr"), "ROLE_ADMIN"));
      for (FileFormat format :
          List.of(FileFormat.FILE_FORMAT_CSV, FileFormat.FILE_FORMAT_JSON_LINES)) {
        String exported = admin().exported(format);
        assertThat(exported).contains("RT-1");
        other.imported(file(format == FileFormat.FILE_FORMAT_CSV ? CSV : JSON_LINES, exported));
        assertThat(other.exported(format)).isEqualTo(exported);
      }
      assertThat(tree(empty)).contains("Deep > down/| bar/" + "\uD83C\uDFA9".repeat(60));
    }
  }
}

package dev.souk.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.local.RunningShop;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.Product;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {
  private static final String HALF =
      """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      1,10001,RED RETROSPOT MUG,6,2010-12-01 08:34:00,1.95,13047.0,United Kingdom
      """;
  private static final String WHOLE =
      HALF
          + """
          2,10002,CHRISTMAS STAR,4,2010-12-01 08:34:00,0.85,13047.0,United Kingdom
          3,POST,POSTAGE,1,2010-12-01 08:45:00,18.0,12583.0,France
          """;

  @TempDir private static Path home;
  private static RunningShop running;
  private static DemoShop shop;
  private static DemoData data;

  @BeforeAll
  static void start() throws IOException {
    running = RunningShop.start(home);
    shop = new DemoShop(running.config().ports());
    data = new DemoData(running.config(), RunningShop.silent(), InstantSource.system());
  }

  @AfterAll
  static void stop() {
    shop.close();
    running.close();
  }

  @Test
  void loading_goes_on_where_it_was_interrupted_and_changes_nothing_when_repeated()
      throws IOException {
    data.load(catalog(HALF));
    data.load(catalog(WHOLE));
    List<Product> loaded = products();

    data.load(catalog(WHOLE));

    assertThat(products()).isEqualTo(loaded);
    assertThat(loaded)
        .extracting(
            Product::getName,
            p -> p.getVariants(0).getSku(),
            p -> p.getVariants(0).getPrice().getMinorUnits(),
            p -> p.getVariants(0).getAvailable())
        .containsExactlyInAnyOrder(
            tuple("Red Retrospot Mug", "10001", 195L, 1_060),
            tuple("Christmas Star", "10002", 85L, 1_040));
    assertThat(stock("10001")).isEqualTo(1_060);
    assertThat(
            shop.products()
                .listCategories(ListCategoriesRequest.getDefaultInstance())
                .getCategoriesList())
        .extracting(Category::getName)
        .hasSize(DemoCategory.values().length)
        .contains("Kitchen & Dining", "Christmas");
  }

  @Test
  void the_accounts_can_sign_in_and_hold_their_roles() throws IOException {
    data.load(catalog(HALF));

    for (DemoAccount account : DemoAccount.values()) {
      try (DemoSession session = new DemoSession(shop, account, InstantSource.system())) {
        assertThat(session.user().getRolesList())
            .containsExactlyInAnyOrderElementsOf(account.roles());
      }
    }
  }

  @Test
  void the_products_are_the_sellers() throws IOException {
    data.load(catalog(HALF));

    try (DemoSession seller = new DemoSession(shop, DemoAccount.SELLER, InstantSource.system())) {
      assertThat(products())
          .extracting(Product::getSellerId)
          .containsOnly(seller.user().getUserId());
    }
  }

  private static List<Product> products() {
    return shop.products().listProducts(ListProductsRequest.getDefaultInstance()).getProductsList();
  }

  private static int stock(String sku) {
    return shop.inventory()
        .getStockLevel(GetStockLevelRequest.newBuilder().setSku(sku).build())
        .getOnHand();
  }

  private static DemoCatalog catalog(String csv) throws IOException {
    return DemoCatalog.of(new BufferedReader(new StringReader(csv)));
  }
}

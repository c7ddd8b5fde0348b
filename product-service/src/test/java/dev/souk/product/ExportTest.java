package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.product.TransferShop.CSV;
import static dev.souk.product.TransferShop.JSON_LINES;
import static dev.souk.product.TransferShop.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.souk.kit.error.Reason;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.ExportCatalogRequest;
import dev.souk.product.v1.FileFormat;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductRecord;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("46: products are exported")
class ExportTest {
  @TempDir Path folder;
  private CatalogShop shop;
  private CatalogShop empty;

  @BeforeEach
  void open() throws IOException {
    shop = new CatalogShop(Files.createDirectory(folder.resolve("shop")), Map.of());
    empty = new CatalogShop(Files.createDirectory(folder.resolve("empty")), Map.of());
  }

  @AfterEach
  void close() {
    shop.close();
    empty.close();
  }

  private static TransferShop admin(CatalogShop shop) {
    return TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_ADMIN"));
  }

  private static Money money(String currency, long minorUnits) {
    return Money.newBuilder().setCurrencyCode(currency).setMinorUnits(minorUnits).build();
  }

  private String category(String name) {
    return shop.admin()
        .createCategory(
            CreateCategoryRequest.newBuilder()
                .setCategory(Category.newBuilder().setName(name))
                .build())
        .getCategoryId();
  }

  private void create(ProductServiceBlockingStub as, Product.Builder product) {
    Product _ = as.createProduct(CreateProductRequest.newBuilder().setProduct(product).build());
  }

  private void fill() {
    create(
        shop.seller(),
        Product.newBuilder()
            .setName("=SUM(A1), \"quoted\" \u5e3d\u5b50 \ud83c\udfa9")
            .setDescription("Line one\r\nline two, with \"quotes\"\n\nat the end @ \\|=> ' ")
            .setBrand("'-Brand")
            .addCategoryIds(category("Home > Garden | more"))
            .addCategoryIds(category("Hats"))
            .addTags("a|b")
            .addTags("c\\d")
            .addTags("=1+1")
            .putAttributes("mat=erial", "str|aw")
            .putAttributes("b", ">")
            .setFeatured(true)
            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
            .addVariants(
                Variant.newBuilder()
                    .setSku("Z-1")
                    .putOptions("size", " M ")
                    .putOptions("colour", "r=ed")
                    .setPrice(money("GBP", 1999))
                    .setCompareAtPrice(money("GBP", 2500)))
            .addVariants(Variant.newBuilder().setSku("A-2").setPrice(money("GBP", 5))));
    create(
        shop.otherSeller(),
        Product.newBuilder()
            .setName("Yen")
            .setStatus(ProductStatus.PRODUCT_STATUS_ARCHIVED)
            .addVariants(Variant.newBuilder().setSku("JPY-1").setPrice(money("JPY", 1500))));
    create(
        shop.seller(),
        Product.newBuilder()
            .setName("Dinar")
            .setDescription("+1")
            .addVariants(
                Variant.newBuilder()
                    .setSku("JOD-1")
                    .setPrice(money("JOD", 1))
                    .setCompareAtPrice(money("JOD", 12345))));
    create(
        shop.seller(),
        Product.newBuilder()
            .setName("Free")
            .addVariants(Variant.newBuilder().setSku("F-1").setPrice(money("USD", 0))));
  }

  private void assertRoundTrip(FileFormat format, String contentType) {
    fill();
    String exported = admin(shop).exported(format);
    assertThat(exported).contains("Z-1", "JPY-1", "JOD-1", "F-1");

    TransferShop other = admin(empty);
    assertThat(other.imported(file(contentType, exported)).getRowsCreated())
        .isEqualTo(format == FileFormat.FILE_FORMAT_CSV ? 5 : 4);

    assertThat(other.exported(format)).isEqualTo(exported);
    assertThat(other.imported(file(contentType, exported)).getRowsUnchanged())
        .isEqualTo(format == FileFormat.FILE_FORMAT_CSV ? 5 : 4);
    assertThat(admin(shop).imported(file(contentType, exported)).getRowsUnchanged())
        .isEqualTo(format == FileFormat.FILE_FORMAT_CSV ? 5 : 4);
  }

  @Test
  void csv_that_an_empty_shop_imports_makes_it_the_same() {
    assertRoundTrip(FileFormat.FILE_FORMAT_CSV, CSV);
  }

  @Test
  void json_lines_that_an_empty_shop_imports_make_it_the_same()
      throws InvalidProtocolBufferException {
    assertRoundTrip(FileFormat.FILE_FORMAT_JSON_LINES, JSON_LINES);
    for (String line : admin(shop).exported(FileFormat.FILE_FORMAT_JSON_LINES).lines().toList()) {
      ProductRecord.Builder record = ProductRecord.newBuilder();
      JsonFormat.parser().merge(line, record);
      assertThat(record.getVariantsCount()).isPositive();
      assertThat(record.hasName()).isTrue();
    }
  }

  @Test
  void no_cell_is_a_formula_for_a_spreadsheet() {
    fill();
    assertThat(admin(shop).exported(FileFormat.FILE_FORMAT_CSV))
        .doesNotContainPattern("(^|[,\\n\"])[=+@-]")
        .contains("\"'=SUM(A1)")
        .contains(",''-Brand,");
  }

  @Test
  void sellers_export_their_own_products_alone() {
    fill();
    TransferShop seller = TransferShop.of(shop.of(shop.sellerId, "ROLE_SELLER"));
    assertThat(seller.exported(FileFormat.FILE_FORMAT_JSON_LINES))
        .contains("Z-1", "JOD-1", "F-1")
        .doesNotContain("JPY-1");
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            seller
                .stub()
                .exportCatalog(
                    ExportCatalogRequest.newBuilder()
                        .setFormat(FileFormat.FILE_FORMAT_CSV)
                        .setSellerId(CatalogShop.IDS.next("usr"))
                        .build()));
    assertThat(
            TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_SELLER"))
                .exported(FileFormat.FILE_FORMAT_CSV))
        .startsWith("handle,sku,")
        .hasLineCount(1);
  }
}

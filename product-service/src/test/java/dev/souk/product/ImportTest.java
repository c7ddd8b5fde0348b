package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.product.TransferShop.CSV;
import static dev.souk.product.TransferShop.JSON_LINES;
import static dev.souk.product.TransferShop.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.product.v1.GetProductBySkuRequest;
import dev.souk.product.v1.Operation;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.RowError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("46: products are imported")
class ImportTest {
  private static final String RETAIL = "../local/src/main/resources/demo/online-retail-sample.csv";

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

  private static TransferShop newSeller() {
    return TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_SELLER"));
  }

  private static TransferShop admin() {
    return TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_ADMIN"));
  }

  private static Product bySku(String sku) {
    return shop.admin().getProductBySku(GetProductBySkuRequest.newBuilder().setSku(sku).build());
  }

  private static void assertNone(String sku) {
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> bySku(sku));
  }

  @Test
  void every_row_of_the_retail_sample_is_used_or_refused_with_its_reason() throws IOException {
    String sample = Files.readString(Path.of(RETAIL));
    TransferShop seller = newSeller();
    var request =
        file(CSV, sample)
            .setColumns("sku=StockCode,name=Description,price=UnitPrice")
            .setCurrencyCode("GBP")
            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE);

    Operation first = seller.imported(request);

    assertThat(first.getRowsTotal()).isEqualTo((int) sample.lines().skip(1).count());
    assertThat(first.getRowsRefused()).isEqualTo(11);
    assertThat(first.getRowsCreated()).isEqualTo(first.getRowsTotal() - 11);
    List<RowError> errors = seller.errors(first);
    assertThat(errors)
        .allMatch(error -> error.getReason().equals("INVALID_FIELD"))
        .allMatch(error -> error.getLine() > 1)
        .allMatch(error -> !error.getMessage().isEmpty());
    assertThat(errors.stream().map(RowError::getLine)).doesNotHaveDuplicates();
    assertThat(errors)
        .extracting(RowError::getColumn, RowError::getMessage)
        .containsOnly(tuple("Description", "must have 1 to 200 characters"));

    Operation second = seller.imported(request);
    assertThat(second.getRowsRefused()).isEqualTo(first.getRowsRefused());
    assertThat(second.getRowsUnchanged())
        .isEqualTo(second.getRowsTotal() - second.getRowsRefused());
  }

  @Test
  void only_fields_that_the_file_has_are_changed_and_equal_ones_are_not_written() {
    TransferShop seller = newSeller();
    seller.imported(
        file(
            CSV,
            """
            handle,sku,name,description,brand,tags,attributes,options,price,currencyCode,status
            h,UP-1,Hat,"Straw, mostly",Acme,a|b,material=straw,size=M,19.99,GBP,ACTIVE
            h,UP-2,,,,,,size=L,21.00,GBP,
            ,UP-3,Scarf,,,,,,0.5,GBP,
            """));
    Product hat = bySku("UP-1");
    assertThat(hat.getVariantsList())
        .extracting(v -> v.getSku(), v -> v.getOptionsMap(), v -> v.getPrice().getMinorUnits())
        .containsExactly(
            tuple("UP-1", Map.of("size", "M"), 1999L), tuple("UP-2", Map.of("size", "L"), 2100L));
    assertThat(hat.getDescription()).isEqualTo("Straw, mostly");
    assertThat(hat.getStatus()).isEqualTo(ProductStatus.PRODUCT_STATUS_ACTIVE);
    assertThat(bySku("UP-3").getStatus()).isEqualTo(ProductStatus.PRODUCT_STATUS_DRAFT);

    Operation prices =
        seller.imported(
            file(CSV, "sku,price\nUP-2,22\nUP-1,19.990\nUP-3,0.50\n").setCurrencyCode("GBP"));

    assertThat(prices.getRowsUpdated()).isEqualTo(1);
    assertThat(prices.getRowsUnchanged()).isEqualTo(2);
    Product after = bySku("UP-1");
    assertThat(after.getVariants(1).getPrice().getMinorUnits()).isEqualTo(2200);
    assertThat(after.toBuilder().clearVariants().clearEtag().clearUpdateTime().build())
        .isEqualTo(hat.toBuilder().clearVariants().clearEtag().clearUpdateTime().build());
    Operation again = seller.imported(file(CSV, "sku,price\nUP-2,22\n").setCurrencyCode("GBP"));
    assertThat(again.getRowsUnchanged()).isEqualTo(1);
    assertThat(bySku("UP-1").getEtag()).isEqualTo(after.getEtag());
  }

  @Test
  void the_last_row_of_a_sku_counts_and_makes_one_write() {
    TransferShop seller = newSeller();
    Operation done =
        seller.imported(
            file(
                    CSV,
                    "sku,name,price\nLR-1,One,1\nLR-2,Other,9\nLR-1,Two,2\nLR-1,,3\nLR-1,Three,4\n")
                .setCurrencyCode("GBP"));

    assertThat(done.getRowsCreated()).isEqualTo(4);
    assertThat(seller.errors(done))
        .extracting(RowError::getLine, RowError::getColumn)
        .containsExactly(tuple(5L, "name"));
    assertThat(bySku("LR-1"))
        .matches(product -> product.getName().equals("Three"))
        .matches(product -> product.getEtag().equals("1"));
  }

  @Test
  void skus_of_others_of_two_products_and_of_deleted_ones_are_refused() {
    shop.create(CatalogShop.hat("SK-1"));
    TransferShop seller = newSeller();
    seller.imported(file(CSV, "sku,name,price\nSK-2,A,1\nSK-3,B,1\n").setCurrencyCode("GBP"));
    Product gone = shop.create(CatalogShop.hat("SK-4"));
    CatalogShop.delete(shop.seller(), gone.getProductId(), "");

    Operation done =
        seller.imported(
            file(
                    CSV,
                    "handle,sku,name,price\na,SK-1,Mine,1\nb,SK-2,A,1\nb,SK-3,,1\nc,SK-5,C,1\nc,SK-6,,1\nd,SK-6,D,1\n")
                .setCurrencyCode("GBP"));

    assertThat(seller.errors(done))
        .extracting(RowError::getLine, RowError::getColumn, RowError::getReason)
        .containsExactlyInAnyOrder(
            tuple(2L, "sku", "SKU_TAKEN"),
            tuple(3L, "sku", "SKU_TAKEN"),
            tuple(4L, "sku", "SKU_TAKEN"),
            tuple(7L, "sku", "SKU_TAKEN"));
    assertThat(bySku("SK-1").getName()).isEqualTo("Hat");
    assertThat(
            TransferShop.of(shop.of(shop.sellerId, "ROLE_SELLER"))
                .imported(file(CSV, "sku,name,price\nSK-4,Back,1\n").setCurrencyCode("GBP"))
                .getRowsRefused())
        .isEqualTo(1);
    assertThat(admin().imported(file(CSV, "sku,name\nSK-1,By an admin\n")).getRowsUpdated())
        .isEqualTo(1);
    assertThat(bySku("SK-1").getSellerId()).isEqualTo(shop.sellerId);
  }

  @Test
  void a_dry_run_counts_the_same_and_writes_nothing() {
    TransferShop seller = newSeller();
    seller.imported(file(CSV, "sku,name,price\nDR-1,A,1\nDR-2,B,1\n").setCurrencyCode("GBP"));
    var request =
        file(CSV, "sku,name,price\nDR-1,A,1\nDR-2,B,2\nDR-3,C,3\nDR-4,D,-4\n")
            .setCurrencyCode("GBP");

    Operation dry = seller.imported(request.clone().setDryRun(true));

    assertThat(dry.getDryRun()).isTrue();
    assertNone("DR-3");
    assertThat(bySku("DR-2").getEtag()).isEqualTo("1");
    Operation real = seller.imported(request);
    assertThat(List.of(dry.getRowsCreated(), dry.getRowsUpdated(), dry.getRowsUnchanged()))
        .isEqualTo(List.of(real.getRowsCreated(), real.getRowsUpdated(), real.getRowsUnchanged()))
        .isEqualTo(List.of(1, 1, 1));
    assertThat(bySku("DR-3").getName()).isEqualTo("C");
  }

  @Test
  void admins_add_categories_and_sellers_do_not() {
    String csv = "sku,name,price,categories\nCA-%d,A,1,Imported shelf\n";
    TransferShop seller = newSeller();
    Operation refused = seller.imported(file(CSV, csv.formatted(1)).setCurrencyCode("GBP"));
    assertThat(seller.errors(refused))
        .extracting(RowError::getColumn, RowError::getReason)
        .containsExactly(tuple("categories", "RESOURCE_NOT_FOUND"));

    admin().imported(file(CSV, csv.formatted(2)).setCurrencyCode("GBP").setDryRun(true));
    assertThat(seller.imported(file(CSV, csv.formatted(1)).setCurrencyCode("GBP")).getRowsRefused())
        .isEqualTo(1);
    admin().imported(file(CSV, csv.formatted(2)).setCurrencyCode("GBP"));
    assertThat(bySku("CA-2").getCategoryIdsList()).hasSize(1);
    assertThat(seller.imported(file(CSV, csv.formatted(1)).setCurrencyCode("GBP")).getRowsCreated())
        .isEqualTo(1);
  }

  @Test
  void rows_that_break_a_rule_are_refused_alone_with_line_and_column() {
    TransferShop seller = newSeller();
    String csv =
        "sku,name,price,tags,compareAtPrice,currencyCode,featured\r\n"
            + "RR-1,\"a\r\nb\",1.00,,,GBP,\r\n"
            + "bad sku,A,1.00,,,GBP,\r\n"
            + "RR-2,A,1.999,,,GBP,\r\n"
            + "RR-3,A,1.5,,,JPY,\r\n"
            + "RR-4,A,1.999,,,JOD,TRUE\r\n"
            + "RR-5,A,1,,,XXQ,\r\n"
            + "RR-6,A,1,,1,GBP,\r\n"
            + "RR-7,A,1,,,GBP,maybe\r\n"
            + "RR-8,A\r\n"
            + "RR-9,A,1,"
            + "t|".repeat(1)
            + "x".repeat(51)
            + ",,GBP,\r\n"
            + "RR-10,"
            + "n".repeat(100_000)
            + ",1,,,GBP,\r\n"
            + "RR-11,A,99999999999999,,,GBP,\r\n"
            + "\r\n"
            + "RR-12,A,,,,GBP,\r\n"
            + "RR-13,A,1,"
            + "t|".repeat(100_000)
            + ",,GBP,\r\n";

    Operation done = seller.imported(file(CSV, csv));

    assertThat(seller.errors(done))
        .extracting(RowError::getLine, RowError::getColumn)
        .containsExactly(
            tuple(4L, "sku"),
            tuple(5L, "price"),
            tuple(6L, "price"),
            tuple(8L, "currencyCode"),
            tuple(9L, "compareAtPrice"),
            tuple(10L, "featured"),
            tuple(11L, ""),
            tuple(12L, "tags"),
            tuple(13L, "name"),
            tuple(14L, "price"),
            tuple(16L, "price"),
            tuple(17L, "tags"));
    assertThat(done.getRowsCreated()).isEqualTo(2);
    assertThat(bySku("RR-4").getVariants(0).getPrice().getMinorUnits()).isEqualTo(1999);
  }

  @Test
  void json_lines_are_read_as_strictly_as_messages() {
    TransferShop seller = newSeller();
    String variant =
        "\"variants\":[{\"sku\":\"JS-%d\",\"price\":{\"currencyCode\":\"GBP\",\"minorUnits\":\"5\"}}]";
    List<String> wrong =
        List.of(
            "{\"name\":\"A\"," + variant.formatted(1) + "} x",
            "{\"name\":\"A\",\"name\":\"B\"," + variant.formatted(2) + "}",
            "{\"nam\":\"A\"," + variant.formatted(3) + "}",
            "{\"name\":5," + variant.formatted(4) + "}",
            "{\"name\":\"A\",\"variants\":[{\"sku\":\"JS-5\",\"price\":{\"currencyCode\":\"GBP\",\"minorUnits\":1.5}}]}",
            "{\"name\":\"A\",\"variants\":[]}",
            "[]",
            "[".repeat(2000),
            "[" + "{},".repeat(400_000) + "{}]",
            "{\"name\":\"A\",\"variants\":[{\"sku\":\"../x\"}]}",
            "{\"name\":\"A\",\"variants\":[{\"sku\":\"JS-6\"}]}");
    String right = "{\"name\":\"A\",\"tags\":[\"b\"]," + variant.formatted(9) + "}";

    Operation done = seller.imported(file(JSON_LINES, String.join("\n", wrong) + "\n\n" + right));

    assertThat(seller.errors(done))
        .extracting(RowError::getLine, RowError::getColumn)
        .containsExactly(
            tuple(1L, ""),
            tuple(2L, ""),
            tuple(3L, "nam"),
            tuple(4L, "name"),
            tuple(5L, "variants[0].price.minorUnits"),
            tuple(6L, "variants"),
            tuple(7L, ""),
            tuple(8L, ""),
            tuple(9L, ""),
            tuple(10L, "variants[0].sku"),
            tuple(11L, "price"));
    assertThat(done.getRowsCreated()).isEqualTo(1);
    assertThat(bySku("JS-9").getTagsList()).containsExactly("b");
  }

  private static ApiException refusedFile(ByteString content) {
    TransferShop seller = newSeller();
    return assertRefused(
        Reason.FILE_UNREADABLE,
        () -> seller.stub().importProducts(file(CSV, content).setCurrencyCode("GBP").build()));
  }

  private static ApiException refusedFile(String content) {
    return refusedFile(ByteString.copyFromUtf8(content));
  }

  private static void assertPlace(ApiException refusal, String line, String column) {
    assertThat(List.of(refusal.variable("line"), refusal.variable("column")))
        .as(refusal.getMessage())
        .isEqualTo(List.of(line, column));
  }

  @Test
  void files_that_cannot_be_read_are_refused_at_once() {
    assertPlace(refusedFile(""), "1", "");
    assertPlace(refusedFile("\uFEFF"), "1", "");
    assertPlace(refusedFile("sku,name\n"), "2", "");
    assertPlace(refusedFile("sku,name\nHF-1,\"open\nHF-2,x\n"), "2", "");
    assertPlace(refusedFile("sku,name\nHF-1,\"a\"b\n"), "2", "");
    assertPlace(refusedFile("sku,sku\nHF-1,x\n"), "1", "sku");
    assertPlace(refusedFile("sku,colour\nHF-1,x\n"), "1", "colour");
    assertPlace(refusedFile("name\nx\n"), "1", "sku");
    assertPlace(refusedFile("HF-1,x\n"), "1", "HF-1");
    assertPlace(refusedFile("sku,name\nHF-1,a\0b\n"), "2", "7");
    assertPlace(refusedFile("c,".repeat(10_000) + "\n"), "1", "");
    assertPlace(
        refusedFile(ByteString.copyFrom("sku,name\nHF-1,\u00fc\n", StandardCharsets.ISO_8859_1)),
        "2",
        "6");
    assertPlace(
        refusedFile(ByteString.copyFrom("sku,name\nHF-1,x\n", StandardCharsets.UTF_16LE)),
        "1",
        "2");
    assertPlace(refusedFile("sku\n" + "x\n".repeat(50_001)), "50002", "");
    assertNone("HF-1");
  }

  @Test
  void requests_that_do_not_fit_the_file_are_refused_at_once() {
    TransferShop seller = newSeller();
    for (var request :
        List.of(
            file("application/json", "{}"),
            file("text/csv; charset=utf-16", "sku,name\nRQ-1,A\n"),
            file(CSV, "sku,name,price\nRQ-1,A,1\n"),
            file(CSV, "sku,name,price\nRQ-1,A,1\n").setCurrencyCode("GBX"),
            file(CSV, "sku,name\nRQ-1,A\n").setColumns("sku=sku,title=name"),
            file(CSV, "sku,name\nRQ-1,A\n").setColumns("sku"))) {
      assertRefused(Reason.INVALID_FIELD, () -> seller.stub().importProducts(request.build()));
    }
    assertRefused(
        Reason.FILE_UNREADABLE,
        () ->
            seller
                .stub()
                .importProducts(file(CSV, "sku,name\nRQ-1,A\n").setColumns("sku=Code").build()));
    assertRefused(
        Reason.MESSAGE_TOO_LARGE,
        () -> seller.stub().importProducts(file(CSV, "x".repeat(16 * 1024 * 1024 + 1)).build()));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            TransferShop.of(shop.of(CatalogShop.IDS.next("usr"), "ROLE_CUSTOMER"))
                .stub()
                .importProducts(file(CSV, "sku,name\nRQ-1,A\n").build()));
  }

  @Test
  void operations_are_their_owners_and_the_admins_alone() {
    TransferShop seller = newSeller();
    Operation done =
        seller.imported(file(CSV, "sku,name,price\nOW-1,A,1\n").setCurrencyCode("GBP"));

    assertThat(admin().get(done)).isEqualTo(done);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> newSeller().get(done));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> newSeller().errors(done));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> newSeller().part(done, 1));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> seller.part(done, 1));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> seller.get(done.toBuilder().setOperationId("opn_x").build()));
  }
}

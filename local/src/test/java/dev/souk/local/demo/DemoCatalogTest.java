package dev.souk.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoCatalogTest {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @Test
  void the_sample_gives_every_code_of_goods_on_many_shelves() throws IOException {
    DemoCatalog catalog = DemoCatalog.load();

    assertThat(catalog.products()).hasSize(2_448);
    assertThat(catalog.products()).extracting(DemoProduct::sku).doesNotHaveDuplicates();
    assertThat(catalog.products()).allMatch(p -> p.priceInPence() > 0 && p.stock() >= 1_000);
    assertThat(catalog.products()).allMatch(p -> !p.name().isEmpty() && p.name().length() <= 200);
    assertThat(
            catalog.products().stream()
                .collect(Collectors.groupingBy(DemoProduct::category, Collectors.counting()))
                .values())
        .hasSize(DemoCategory.values().length)
        .allMatch(size -> size >= 20);
  }

  @Test
  void the_sample_loses_no_row() throws IOException {
    DemoCatalog catalog = DemoCatalog.load();

    assertThat(catalog.refused()).hasSize(104);
    assertThat(catalog.refused())
        .extracting(r -> r.line().stockCode())
        .contains("POST", "DOT", "M", "D", "S", "C2", "84840");
  }

  @Test
  void the_price_is_the_most_frequent_one_of_sales() throws IOException {
    DemoCatalog catalog =
        of("1,10001,CLOCK,1,d,2.50,,UK", "2,10001,CLOCK,1,d,2.10,,UK", "3,10001,CLOCK,9,d,2.5,,UK");

    assertThat(catalog.products()).extracting(DemoProduct::priceInPence).containsExactly(250L);
  }

  @Test
  void of_equally_frequent_prices_the_lower_one_counts() throws IOException {
    DemoCatalog catalog = of("1,10001,CLOCK,1,d,10.00,,UK", "2,10001,CLOCK,1,d,9.95,,UK");

    assertThat(catalog.products()).extracting(DemoProduct::priceInPence).containsExactly(995L);
  }

  @Test
  void returns_tell_the_price_only_of_what_was_never_sold() throws IOException {
    DemoCatalog catalog =
        of(
            "C1,10001,CLOCK,-1,d,3.00,,UK",
            "C2,10001,CLOCK,-1,d,3.00,,UK",
            "3,10001,CLOCK,2,d,4.00,,UK",
            "C4,10002,BELL,-1,d,5.00,,UK");

    assertThat(catalog.products())
        .extracting(DemoProduct::sku, DemoProduct::priceInPence, DemoProduct::stock)
        .containsExactly(tuple("10001", 400L, 1_020), tuple("10002", 500L, 1_000));
  }

  @Test
  void rows_that_tell_nothing_are_refused_with_a_reason() throws IOException {
    DemoCatalog catalog =
        of(
            "1,POST,POSTAGE,1,d,18.00,,France",
            "2,gift_0001_20,Dotcomgiftshop Gift Voucher,1,d,20,,UK",
            "3,10001,,1,d,1.00,,UK",
            "4,10001,lost,-3,d,0.0,,UK",
            "5,DCGS0004,\"CAMPER \"\"SHOULDER\"\" BAG\",1,d,1.00,,UK");

    assertThat(catalog.refused())
        .extracting(r -> r.line().row(), RefusedRow::reason)
        .containsExactly(
            tuple(2, "the code is no goods"),
            tuple(3, "the code is no goods"),
            tuple(4, "no description"),
            tuple(5, "no price"));
    assertThat(catalog.products())
        .extracting(DemoProduct::sku, DemoProduct::name)
        .containsExactly(tuple("DCGS0004", "Camper \"Shoulder\" Bag"));
  }

  private static DemoCatalog of(String... rows) throws IOException {
    return DemoCatalog.of(
        new BufferedReader(new StringReader(HEADER + String.join("\n", rows) + "\n")));
  }
}

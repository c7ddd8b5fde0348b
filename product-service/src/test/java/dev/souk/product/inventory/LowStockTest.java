package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.event.v1.StockLow;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.LowStock;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.StockLevel;
import dev.souk.product.inventory.domain.WatchedLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which stock is low; by default it is with five units on hand. */
class LowStockTest {
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = new Warehouse();
  }

  @AfterEach
  void close() {
    assertThat(warehouse.violations()).isEmpty();
    warehouse.close();
  }

  @Test
  void stock_is_low_from_its_threshold_downwards_until_it_is_above_again() {
    warehouse.stock("SKU-1", 6);
    assertThat(warehouse.low()).isEmpty();

    warehouse.adjust("SKU-1", -1);
    assertThat(warehouse.low()).containsExactly("SKU-1");
    warehouse.adjust("SKU-1", -1);
    assertThat(warehouse.told("SKU-1"))
        .containsExactly(
            StockLow.newBuilder()
                .setSku("SKU-1")
                .setProductId("prd_SKU-1")
                .setSellerId(Warehouse.SELLER.userId())
                .setOnHand(5)
                .setThreshold(5)
                .build());

    warehouse.adjust("SKU-1", 2);
    assertThat(warehouse.low()).isEmpty();
    warehouse.adjust("SKU-1", -6);
    assertThat(warehouse.low()).containsExactly("SKU-1");
    assertThat(warehouse.told("SKU-1")).extracting(StockLow::getOnHand).containsExactly(5, 0);
  }

  @Test
  void units_that_are_only_reserved_are_on_hand_and_a_sale_takes_them() {
    warehouse.stock("SALE-1", 8);
    String order = warehouse.newOrder();
    warehouse.reserve(order, "SALE-1", 4);
    assertThat(warehouse.low()).isEmpty();

    warehouse.commit.commit(order);
    assertThat(warehouse.low()).containsExactly("SALE-1");
    warehouse.restock.restock(order);
    assertThat(warehouse.low()).isEmpty();
  }

  @Test
  void all_locations_count_together() {
    warehouse.stock("HERE-1", 3);
    assertThat(warehouse.low()).containsExactly("HERE-1");
    warehouse.adjustAt("oslo", "HERE-1", 3);
    assertThat(warehouse.low()).isEmpty();
    String order = warehouse.newOrder();
    warehouse.reserve(order, "HERE-1", 4);
    warehouse.commit.commit(order);
    assertThat(warehouse.low()).containsExactly("HERE-1");
  }

  @Test
  void a_new_threshold_holds_at_once() {
    warehouse.stock("OWN-1", 10);
    assertThat(warehouse.watch("OWN-1", 10))
        .isEqualTo(new WatchedLevel(new StockLevel("OWN-1", 10, 0), 10, true));
    assertThat(warehouse.low()).containsExactly("OWN-1");
    assertThat(warehouse.watch("OWN-1", 9).low()).isFalse();
    assertThat(warehouse.low()).isEmpty();

    warehouse.watch("OWN-1", 0);
    warehouse.adjust("OWN-1", -9);
    assertThat(warehouse.low()).isEmpty();
    warehouse.adjust("OWN-1", -1);
    assertThat(warehouse.low()).containsExactly("OWN-1");
  }

  @Test
  void a_sku_without_stock_is_low_once_somebody_watches_it() {
    warehouse.list("NEVER-1");
    assertThat(warehouse.low()).isEmpty();
    assertThat(warehouse.watch("NEVER-1", 0).low()).isTrue();
    assertThat(warehouse.low()).containsExactly("NEVER-1");
    warehouse.adjust("NEVER-1", 1);
    assertThat(warehouse.low()).isEmpty();
  }

  @Test
  void of_many_sales_at_once_one_makes_it_low() throws Exception {
    warehouse.stock("HOT-1", 40);

    List<Object> outcomes =
        Together.run(
            40,
            i -> {
              String order = warehouse.newOrder();
              warehouse.reserve(order, "HOT-1", 1);
              return warehouse.commit.commit(order);
            });

    assertThat(outcomes).hasOnlyElementsOfType(Reservation.class);
    assertThat(warehouse.level("HOT-1").onHand()).isZero();
    assertThat(warehouse.told("HOT-1")).hasSize(1);
  }

  @Test
  void an_order_may_make_all_its_skus_low() {
    List<ReservationLine> lines =
        IntStream.range(0, 90)
            .mapToObj(i -> "ALL-" + i)
            .peek(sku -> warehouse.stock(sku, 7))
            .map(sku -> new ReservationLine(sku, 2))
            .toList();
    String order = warehouse.newOrder();
    warehouse.reserve.reserve(order, lines, Warehouse.TTL);
    warehouse.commit.commit(order);
    assertThat(warehouse.low()).hasSize(90);
    assertThat(warehouse.told("ALL-89")).hasSize(1);
    warehouse.restock.restock(order);
    assertThat(warehouse.low()).isEmpty();
  }

  @Test
  void pages_are_in_the_order_of_skus_for_a_seller_and_for_everybody() {
    List<String> skus = IntStream.range(10, 33).mapToObj(i -> "PAGE-" + i).toList();
    skus.reversed().forEach(sku -> warehouse.stock(sku, 1));

    assertThat(pages(Optional.of(Warehouse.SELLER.userId()))).isEqualTo(skus);
    assertThat(pages(Optional.empty())).isEqualTo(skus);
    assertThat(pages(Optional.of("usr_else"))).isEmpty();
  }

  private List<String> pages(Optional<String> seller) {
    List<String> found = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      LowStock.Page page = warehouse.lowStock.page(seller, after, 10);
      page.levels().forEach(watched -> found.add(watched.level().sku()));
      after = page.last();
    } while (after.isPresent());
    return found;
  }

  @Test
  void skus_that_are_gone_or_another_sellers_by_now_are_left_out() {
    warehouse.stock("GONE-1", 1);
    warehouse.stock("SOLD-1", 1);
    warehouse.write(Write.delete(ProductsTable.sku("GONE-1")));
    warehouse.write(
        Write.update(ProductsTable.sku("SOLD-1"), "SET #sellerId = :other")
            .with("other", "usr_other"));
    assertThat(warehouse.low()).isEmpty();
  }

  @Test
  void levels_from_before_there_were_totals_are_marked_too() {
    warehouse.stock("OLD-1", 9);
    warehouse.write(Write.update(InventoryTable.level("OLD-1"), "REMOVE #total"));
    warehouse.adjust("OLD-1", -5);
    assertThat(warehouse.low()).containsExactly("OLD-1");
  }
}

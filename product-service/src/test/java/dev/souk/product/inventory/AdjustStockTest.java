package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.product.inventory.domain.Actor;
import dev.souk.product.inventory.domain.Adjustment;
import dev.souk.product.inventory.domain.StockLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdjustStockTest {
  private static Warehouse warehouse;

  @BeforeAll
  static void open() {
    warehouse = new Warehouse();
  }

  @AfterAll
  static void close() {
    warehouse.close();
  }

  @AfterEach
  void the_books_agree() {
    assertThat(warehouse.violations()).isEmpty();
  }

  private static void refused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void concurrent_adjustments_all_count() throws Exception {
    warehouse.stock("SHELF-1", 100);

    List<Object> outcomes = Together.run(32, i -> warehouse.adjust("SHELF-1", i % 2 == 0 ? 3 : -1));

    assertThat(outcomes).hasOnlyElementsOfType(StockLevel.class);
    assertThat(warehouse.level("SHELF-1").onHand()).isEqualTo(100 + 16 * 3 - 16);
  }

  @Test
  void what_is_reserved_cannot_be_taken_away() {
    warehouse.stock("HELD-1", 5);
    warehouse.reserve(warehouse.newOrder(), "HELD-1", 3);

    refused("OUT_OF_STOCK", () -> warehouse.adjust("HELD-1", -3));
    assertThat(warehouse.adjust("HELD-1", -2)).isEqualTo(new StockLevel("HELD-1", 3, 3));
  }

  @Test
  void stock_has_an_upper_bound() {
    warehouse.stock("FULL-1", StockLevel.MAXIMUM);

    refused("INVALID_FIELD", () -> warehouse.adjust("FULL-1", 1));
  }

  @Test
  void one_key_adjusts_once_whoever_comes_first() throws Exception {
    warehouse.stock("TWICE-1", 0);

    List<Object> outcomes = Together.run(8, i -> warehouse.adjust("TWICE-1", 7, "together"));

    assertThat(outcomes).containsOnly(new StockLevel("TWICE-1", 7, 0));
    assertThat(warehouse.level("TWICE-1").onHand()).isEqualTo(7);
  }

  @Test
  void a_refusal_is_repeated_even_when_there_is_stock_meanwhile() {
    warehouse.stock("REFUSED-1", 1);
    refused("OUT_OF_STOCK", () -> warehouse.adjust("REFUSED-1", -2, "refused"));
    warehouse.adjust("REFUSED-1", 10);

    refused("OUT_OF_STOCK", () -> warehouse.adjust("REFUSED-1", -2, "refused"));
    refused("IDEMPOTENCY_KEY_REUSED", () -> warehouse.adjust("REFUSED-1", -1, "refused"));
    assertThat(warehouse.level("REFUSED-1").onHand()).isEqualTo(11);
  }

  @Test
  void an_answer_is_forgotten_after_a_day() {
    warehouse.stock("DAY-1", 0);
    warehouse.adjust("DAY-1", 1, "day");
    warehouse.clock.advance(Duration.ofHours(23));
    warehouse.adjust("DAY-1", 1, "day");
    assertThat(warehouse.level("DAY-1").onHand()).isEqualTo(1);

    warehouse.clock.advance(Duration.ofHours(2));
    warehouse.adjust("DAY-1", 1, "day");
    assertThat(warehouse.level("DAY-1").onHand()).isEqualTo(2);
    warehouse.sweep.sweep();
  }

  @Test
  void only_its_seller_and_admins_adjust_a_stock() {
    warehouse.stock("MINE-1", 1);
    Adjustment adjustment = new Adjustment("MINE-1", 1, "RESTOCK", StockLevel.MAIN);

    refused(
        "RESOURCE_NOT_FOUND",
        () -> warehouse.adjust.adjust(adjustment, new Actor("usr_else", false), Optional.empty()));
    refused("RESOURCE_NOT_FOUND", () -> warehouse.adjust("NOBODYS-1", 1));
    warehouse.adjust.adjust(adjustment, new Actor("usr_admin", true), Optional.empty());
    assertThat(warehouse.level("MINE-1").onHand()).isEqualTo(2);
  }
}

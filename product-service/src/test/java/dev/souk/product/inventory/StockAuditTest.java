package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Write;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit finds what it is there to find. */
class StockAuditTest {

  @Test
  void books_that_do_not_agree_are_named() {
    try (Warehouse warehouse = new Warehouse()) {
      warehouse.stock("LOST-1", 5);
      warehouse.reserve(warehouse.newOrder(), "LOST-1", 2);
      assertThat(warehouse.violations()).isEmpty();

      warehouse.write(
          Write.update(InventoryTable.level("LOST-1"), "ADD #onHand :one, #reserved :one")
              .with("one", 1));
      warehouse.clock.advance(Duration.ofHours(1));

      List<String> found = warehouse.violations();
      assertThat(found).anyMatch(line -> line.equals("LOST-1: 6 on hand, ledger says 5"));
      assertThat(found).anyMatch(line -> line.equals("LOST-1: 3 reserved, reservations hold 2"));
      assertThat(found).anyMatch(line -> line.contains("outlives its time"));
      assertThat(found)
          .anyMatch(line -> line.equals("LOST-1: 5 on hand in all, its locations have 6"));
      assertThat(found).hasSize(4);
    }
  }

  @Test
  void stock_that_is_reserved_twice_and_figures_that_do_not_add_up_are_named() {
    try (Warehouse warehouse = new Warehouse()) {
      warehouse.stock("OVER-1", 1);

      warehouse.write(
          Write.update(InventoryTable.level("OVER-1"), "ADD #reserved :two").with("two", 2));

      assertThat(warehouse.violations())
          .contains("OVER-1: 2 reserved of 1 on hand", "OVER-1: 1 available with 2 of 1 reserved");
    }
  }
}

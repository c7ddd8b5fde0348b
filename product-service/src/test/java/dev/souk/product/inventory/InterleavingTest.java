package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.inventory.domain.ReservationLine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a stock in whatever order, the books agree at every moment. */
class InterleavingTest {
  private static final int THREADS = 8;
  private static final int STEPS = 25;
  private static final int ORDERS = 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void random_calls_at_once_keep_the_books_in_order(long seed) throws Exception {
    try (Warehouse warehouse = new Warehouse()) {
      List<String> skus = List.of("A-1", "B-1", "C-1");
      skus.forEach(sku -> warehouse.stock(sku, 5));
      List<String> orders = IntStream.range(0, ORDERS).mapToObj(i -> warehouse.newOrder()).toList();

      Together.run(
          THREADS,
          thread -> {
            Random random = new Random(seed * THREADS + thread);
            for (int step = 0; step < STEPS; step++) {
              anything(warehouse, random, skus, orders);
            }
            return warehouse.violations();
          });

      assertThat(warehouse.violations().stream().filter(found -> !found.contains("outlives")))
          .isEmpty();
      warehouse.clock.advance(Duration.ofHours(1));
      warehouse.sweep.sweep();
      assertThat(warehouse.violations()).isEmpty();
      skus.forEach(sku -> assertThat(warehouse.level(sku).reserved()).isZero());
    }
  }

  static void anything(Warehouse warehouse, Random random, List<String> skus, List<String> orders) {
    String sku = skus.get(random.nextInt(skus.size()));
    String order = orders.get(random.nextInt(orders.size()));
    try {
      switch (random.nextInt(7)) {
        case 0, 1 ->
            warehouse.reserve.reserve(
                order,
                List.of(
                    new ReservationLine(sku, 1 + random.nextInt(3)),
                    new ReservationLine(skus.getFirst(), 1)),
                Duration.ofSeconds(1 + random.nextInt(60)));
        case 2 -> warehouse.commit.commit(order);
        case 3 -> warehouse.release.release(order);
        case 4 -> warehouse.restock.restock(order);
        case 5 -> warehouse.adjust(sku, random.nextInt(9) - 4);
        default -> {
          warehouse.clock.advance(Duration.ofSeconds(random.nextInt(20)));
          warehouse.sweep.sweep();
        }
      }
    } catch (dev.souk.kit.error.ApiException refusal) {
      assertThat(refusal.reason()).isIn("OUT_OF_STOCK", "ILLEGAL_STATE", "RESOURCE_NOT_FOUND");
    }
  }
}

package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.ApiException;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Several actors do anything to two SKUs at two locations, in any interleaving: after every round
 * no figure is negative, each level is the sum of its entries, and what is reserved is what active
 * reservations hold. On a real DynamoDB Local; what one actor does comes in order, the actors race.
 */
class StockPropertyTest {
  private static final List<String> SKUS = List.of("A-1", "B-1");
  private static final List<String> PLACES = List.of(StockLevel.MAIN, "oslo");
  private static final int ORDERS = 5;
  private static final Set<String> REFUSALS =
      Set.of("OUT_OF_STOCK", "ILLEGAL_STATE", "RESOURCE_NOT_FOUND");

  enum Kind {
    RESERVE,
    COMMIT,
    RELEASE,
    RESTOCK,
    ADJUST,
    WATCH,
    EXPIRE
  }

  /** Something that an actor does; {@code amount} is what the kind makes of it. */
  record Deed(Kind kind, int sku, int place, int order, int amount) {}

  @Provide
  Arbitrary<List<List<Deed>>> actors() {
    Arbitrary<Deed> deed =
        Combinators.combine(
                Arbitraries.of(Kind.class),
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers().between(0, ORDERS - 1),
                Arbitraries.integers().between(-6, 6))
            .as(Deed::new);
    return deed.list().ofMinSize(4).ofMaxSize(12).list().ofMinSize(2).ofMaxSize(4);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void no_interleaving_spoils_the_books(@ForAll("actors") List<List<Deed>> actors)
      throws Exception {
    try (Warehouse warehouse = new Warehouse()) {
      SKUS.forEach(sku -> warehouse.stock(sku, 4));
      warehouse.adjustAt("oslo", "A-1", 3);
      List<String> orders = IntStream.range(0, ORDERS).mapToObj(i -> warehouse.newOrder()).toList();

      List<Object> outcomes =
          Together.run(
              actors.size(),
              actor -> {
                for (Deed deed : actors.get(actor)) {
                  attempt(warehouse, orders.get(deed.order), deed);
                }
                return "done";
              });

      assertThat(outcomes).containsOnly("done");
      assertSound(warehouse);
      warehouse.clock.advance(Duration.ofHours(2));
      warehouse.sweep.sweep();
      assertSound(warehouse);
      SKUS.forEach(sku -> assertThat(warehouse.level(sku).reserved()).isZero());
    }
  }

  private static void assertSound(Warehouse warehouse) {
    assertThat(warehouse.violations().stream().filter(found -> !found.contains("outlives")))
        .isEmpty();
    for (String sku : SKUS) {
      assertThat(warehouse.level(sku).locations())
          .allMatch(level -> level.onHand() >= 0 && level.reserved() >= 0)
          .allMatch(level -> level.available() >= 0);
    }
  }

  private static void attempt(Warehouse warehouse, String order, Deed deed) {
    try {
      act(warehouse, order, deed);
    } catch (ApiException refusal) {
      assertThat(refusal.reason()).isIn(REFUSALS);
    }
  }

  private static void act(Warehouse warehouse, String order, Deed deed) {
    String sku = SKUS.get(deed.sku);
    int amount = Math.abs(deed.amount) + 1;
    switch (deed.kind) {
      case RESERVE -> {
        List<ReservationLine> lines = new ArrayList<>();
        lines.add(new ReservationLine(sku, amount));
        lines.add(new ReservationLine(SKUS.getFirst(), 1));
        warehouse.reserve.reserve(order, lines, Duration.ofSeconds(amount * 10L));
      }
      case COMMIT -> warehouse.commit.commit(order);
      case RELEASE -> warehouse.release.release(order);
      case RESTOCK -> warehouse.restock.restock(order);
      case ADJUST ->
          warehouse.adjustAt(PLACES.get(deed.place), sku, deed.amount == 0 ? 1 : deed.amount);
      case WATCH -> warehouse.watch(sku, amount);
      case EXPIRE -> {
        warehouse.clock.advance(Duration.ofSeconds(amount * 5L));
        warehouse.sweep.sweep();
      }
    }
  }
}

package dev.souk.product.audit;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.store.ReservationItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one pass over the inventory table found. */
final class Books {
  private final Map<String, Item> levels = new HashMap<>();
  private final Map<Shelf, Long> ledger = new HashMap<>();
  private final Map<Shelf, Long> held = new HashMap<>();
  private final List<Reservation> reservations = new ArrayList<>();

  /** A SKU at a location. */
  private record Shelf(String sku, String location) {
    @Override
    public String toString() {
      return location.equals(LevelAttributes.MAIN) ? sku : sku + " at " + location;
    }
  }

  Books(Stream<Item> items) {
    items.forEach(this::add);
  }

  List<Reservation> reservations() {
    return List.copyOf(reservations);
  }

  /** What does not agree; reservations may be as overdue as {@code tolerated} at least. */
  Set<String> violations(Instant tolerated) {
    Set<String> found = new TreeSet<>();
    shelves().forEach(shelf -> check(shelf, found));
    levels.forEach((sku, level) -> checkWhole(sku, level, found));
    reservations.stream()
        .filter(reservation -> reservation.hasExpired(tolerated))
        .forEach(overdue ->
            found.add(
                "the reservation of %s outlives its time, %s"
                    .formatted(overdue.orderId(), overdue.expireTime())));
    return found;
  }

  private void add(Item item) {
    String kind = item.text(InventoryTable.SK);
    if (kind.equals(InventoryTable.LEVEL)) {
      levels.put(sku(item), item);
    } else if (kind.startsWith(InventoryTable.LEDGER)) {
      Shelf shelf = new Shelf(sku(item), item.text("location"));
      ledger.merge(shelf, item.number("delta"), Long::sum);
    } else if (kind.equals(InventoryTable.RESERVATION)) {
      Reservation reservation = ReservationItems.read(item);
      reservations.add(reservation);
      reservation
          .heldLines()
          .forEach(line ->
              held.merge(
                  new Shelf(line.sku(), line.location()), (long) line.quantity(), Long::sum));
    }
  }

  private Stream<Shelf> shelves() {
    Stream<Shelf> kept =
        levels.entrySet().stream()
            .flatMap(level ->
                LevelAttributes.locations(level.getValue()).stream()
                    .map(location -> new Shelf(level.getKey(), location)));
    return Stream.of(kept, ledger.keySet().stream(), held.keySet().stream())
        .flatMap(shelves -> shelves)
        .distinct();
  }

  private void check(Shelf shelf, Set<String> found) {
    long onHand = figure(shelf, LevelAttributes.onHand(shelf.location));
    long reserved = figure(shelf, LevelAttributes.reserved(shelf.location));
    long available = figure(shelf, LevelAttributes.available(shelf.location));
    long entries = ledger.getOrDefault(shelf, 0L);
    long holding = held.getOrDefault(shelf, 0L);
    if (onHand != entries) {
      found.add("%s: %d on hand, ledger says %d".formatted(shelf, onHand, entries));
    }
    if (reserved != holding) {
      found.add("%s: %d reserved, reservations hold %d".formatted(shelf, reserved, holding));
    }
    if (reserved < 0 || reserved > onHand) {
      found.add("%s: %d reserved of %d on hand".formatted(shelf, reserved, onHand));
    }
    if (available != onHand - reserved) {
      found.add(
          "%s: %d available with %d of %d reserved".formatted(shelf, available, reserved, onHand));
    }
  }

  /** The total of the locations, and the mark that it is low where the threshold is known. */
  private static void checkWhole(String sku, Item level, Set<String> found) {
    long onHand =
        LevelAttributes.locations(level).stream()
            .mapToLong(location -> level.number(LevelAttributes.onHand(location)))
            .sum();
    if (level.has(LevelAttributes.TOTAL) && level.number(LevelAttributes.TOTAL) != onHand) {
      found.add(
          "%s: %d on hand in all, its locations have %d"
              .formatted(sku, level.number(LevelAttributes.TOTAL), onHand));
    }
    if (level.has(LevelAttributes.THRESHOLD)) {
      boolean low = onHand <= level.number(LevelAttributes.THRESHOLD);
      if (low != level.has(LevelAttributes.LOW_SHARD)
          || low != level.has(LevelAttributes.LOW_SELLER)) {
        found.add("%s: is %slisted as low with %d".formatted(sku, low ? "not " : "", onHand));
      }
    }
  }

  private long figure(Shelf shelf, String attribute) {
    Item level = levels.get(shelf.sku);
    return level == null || !level.has(attribute) ? 0 : level.number(attribute);
  }

  private static String sku(Item item) {
    return item.text(InventoryTable.PK).substring("SKU#".length());
  }
}

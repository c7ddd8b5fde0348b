package dev.souk.product.audit;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
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
  private final Map<String, Long> ledger = new HashMap<>();
  private final Map<String, Long> held = new HashMap<>();
  private final List<Reservation> reservations = new ArrayList<>();

  Books(Stream<Item> items) {
    items.forEach(this::add);
  }

  List<Reservation> reservations() {
    return List.copyOf(reservations);
  }

  /** What does not agree; reservations may be as overdue as {@code tolerated} at least. */
  Set<String> violations(Instant tolerated) {
    Set<String> found = new TreeSet<>();
    Set<String> skus = new TreeSet<>(levels.keySet());
    skus.addAll(ledger.keySet());
    skus.addAll(held.keySet());
    skus.forEach(sku -> check(sku, found));
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
    if (kind.startsWith(InventoryTable.LEVEL)) {
      levels.put(sku(item), item);
    } else if (kind.startsWith(InventoryTable.LEDGER)) {
      ledger.merge(sku(item), item.number("delta"), Long::sum);
    } else if (kind.equals(InventoryTable.RESERVATION)) {
      Reservation reservation = ReservationItems.read(item);
      reservations.add(reservation);
      reservation
          .heldLines()
          .forEach(line -> held.merge(line.sku(), (long) line.quantity(), Long::sum));
    }
  }

  private void check(String sku, Set<String> found) {
    long onHand = level(sku, "onHand");
    long reserved = level(sku, "reserved");
    long available = level(sku, InventoryTable.AVAILABLE);
    long entries = ledger.getOrDefault(sku, 0L);
    long holding = held.getOrDefault(sku, 0L);
    if (onHand != entries) {
      found.add("%s: %d on hand, ledger says %d".formatted(sku, onHand, entries));
    }
    if (reserved != holding) {
      found.add("%s: %d reserved, reservations hold %d".formatted(sku, reserved, holding));
    }
    if (reserved < 0 || reserved > onHand) {
      found.add("%s: %d reserved of %d on hand".formatted(sku, reserved, onHand));
    }
    if (available != onHand - reserved) {
      found.add(
          "%s: %d available with %d of %d reserved".formatted(sku, available, reserved, onHand));
    }
  }

  private long level(String sku, String attribute) {
    Item level = levels.get(sku);
    return level == null ? 0 : level.number(attribute);
  }

  private static String sku(Item item) {
    return item.text(InventoryTable.PK).substring("SKU#".length());
  }
}

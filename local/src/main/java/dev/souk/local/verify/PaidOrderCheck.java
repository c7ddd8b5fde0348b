package dev.souk.local.verify;

import dev.souk.local.verify.OrderEvents.Told;
import dev.souk.order.domain.OrderState;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A paid order has its money captured, its units committed and its events told; an order that was
 * never paid keeps neither money nor units, and is not sent. What was sent is not restocked.
 */
record PaidOrderCheck(LiveStores stores) implements Check {
  private static final Set<ReservationState> TAKEN =
      EnumSet.of(
          ReservationState.COMMITTED, ReservationState.RESTOCKING, ReservationState.RESTOCKED);
  private static final Set<ReservationState> GIVEN_BACK =
      EnumSet.of(ReservationState.RELEASED, ReservationState.EXPIRED, ReservationState.RESTOCKED);

  private static final Map<OrderState, String> FULFILMENT =
      Map.of(
          OrderState.PACKED, "souk.event.v1.OrderPacked",
          OrderState.SHIPPED, "souk.event.v1.OrderShipped",
          OrderState.DELIVERED, "souk.event.v1.OrderDelivered");

  @Override
  public String name() {
    return "every paid order has its money, its units and its events; an unpaid one has none";
  }

  @Override
  public Set<String> violations() throws Exception {
    List<CheckedOrder> orders = CheckedOrder.all(stores.orders());
    Map<String, CheckedPayment> payments =
        byOrder(CheckedPayment.all(stores.payments()), CheckedPayment::orderId);
    Map<String, Reservation> reservations =
        byOrder(stores.stock().reservations(), Reservation::orderId);
    Set<Told> told = stores.orderEvents().all();
    Set<String> violations = new HashSet<>();
    for (CheckedOrder order : orders) {
      String id = order.orderId();
      Books books =
          new Books(
              payments.getOrDefault(id, CheckedPayment.none(id)),
              Optional.ofNullable(reservations.get(id)),
              told);
      findings(order, books).forEach(f -> violations.add("order %s: %s".formatted(id, f)));
    }
    return violations;
  }

  /** What the other stores say about an order. */
  private record Books(CheckedPayment payment, Optional<Reservation> reservation, Set<Told> told) {

    boolean unitsAre(Set<ReservationState> states) {
      return reservation.map(Reservation::state).filter(states::contains).isPresent();
    }

    boolean hasTold(String type, CheckedOrder order) {
      return told.contains(new Told(type, order.orderId()));
    }
  }

  private static Set<String> findings(CheckedOrder order, Books books) {
    Set<String> findings = new HashSet<>();
    if (order.wasPaid()) {
      addOfPaid(order, books, findings);
      addOfSent(order, books, findings);
    } else if (FULFILMENT.keySet().stream().anyMatch(order.states()::contains)) {
      findings.add("was sent, and never paid");
    } else if (order.settled()) {
      addOfUnpaid(books, findings);
    }
    if (order.state() == OrderState.CANCELLED && order.wasPaid()) {
      addOfCancelled(order, books, findings);
    }
    return findings;
  }

  private static void addOfPaid(CheckedOrder order, Books books, Set<String> findings) {
    if (books.payment.captured() != order.total()) {
      findings.add("costs %d, captured were %d".formatted(order.total(), books.payment.captured()));
    }
    if (!books.unitsAre(TAKEN)) {
      findings.add("was paid, its units are not committed");
    } else if (!units(books.reservation.orElseThrow()).equals(order.units())) {
      findings.add("other units were committed than it sold");
    }
    if (!books.hasTold("souk.event.v1.OrderPaid", order)) {
      findings.add("was paid, no event tells so");
    }
  }

  private static void addOfSent(CheckedOrder order, Books books, Set<String> findings) {
    FULFILMENT.forEach((state, type) -> {
      if (order.states().contains(state) && !books.hasTold(type, order)) {
        findings.add("was %s, no event tells so".formatted(state));
      }
    });
    boolean sent = FULFILMENT.containsKey(order.state());
    if (sent && !books.unitsAre(EnumSet.of(ReservationState.COMMITTED))) {
      findings.add("is %s, its units are not sold".formatted(order.state()));
    }
  }

  private static void addOfUnpaid(Books books, Set<String> findings) {
    if (books.payment.captured() != books.payment.refunded()) {
      findings.add("was never paid, money was kept");
    }
    if (books.reservation.isPresent() && !books.unitsAre(GIVEN_BACK)) {
      findings.add("was never paid, holds units");
    }
  }

  private static void addOfCancelled(CheckedOrder order, Books books, Set<String> findings) {
    if (books.payment.refunded() != books.payment.captured()) {
      findings.add("was cancelled, not refunded in full");
    }
    if (!books.unitsAre(EnumSet.of(ReservationState.RESTOCKED))) {
      findings.add("was cancelled, not restocked");
    }
    if (!books.hasTold("souk.event.v1.OrderCancelled", order)) {
      findings.add("was cancelled, no event tells so");
    }
  }

  private static Map<String, Integer> units(Reservation reservation) {
    Map<String, Integer> units = new TreeMap<>();
    for (ReservationLine line : reservation.lines()) {
      units.merge(line.sku(), line.quantity(), Integer::sum);
    }
    return units;
  }

  private static <T> Map<String, T> byOrder(List<T> all, Function<T, String> orderId) {
    return all.stream().collect(Collectors.toMap(orderId, Function.identity()));
  }
}

package dev.souk.order.world;

import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.Reservation.State;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.RestockReservationRequest;
import dev.souk.inventory.v1.RestockReturnRequest;
import dev.souk.inventory.v1.RestockReturnResponse;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Shortage;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.BatchGetOffersResponse;
import dev.souk.product.v1.Offer;
import dev.souk.type.v1.Money;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The catalog and its stock, as product-service keeps them. */
public final class Shelves {
  private final Map<String, Money> prices = new HashMap<>();
  private final Map<String, Integer> onHand = new HashMap<>();
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final Set<String> returned = new HashSet<>();
  private final Map<String, Runnable> afterOffers = new HashMap<>();

  /** Puts units of a SKU up for sale. */
  public synchronized void put(String sku, String currency, long price, int units) {
    setPrice(sku, currency, price);
    onHand.put(sku, units);
  }

  /** Changes a price. */
  public synchronized void setPrice(String sku, String currency, long price) {
    prices.put(sku, Money.newBuilder().setCurrencyCode(currency).setMinorUnits(price).build());
  }

  /** Takes a SKU off sale. */
  public synchronized void withdraw(String sku) {
    prices.remove(sku);
  }

  /** Runs something once the SKU's offer was read the next time. */
  public synchronized void afterNextOffer(String sku, Runnable action) {
    afterOffers.put(sku, action);
  }

  /** Units that nobody bought. */
  public synchronized int onHand(String sku) {
    return onHand.getOrDefault(sku, 0);
  }

  /** Units that are held. */
  public synchronized int reserved(String sku) {
    return reservations.values().stream()
        .filter(reservation -> reservation.getState() == State.STATE_ACTIVE)
        .flatMap(reservation -> reservation.getLinesList().stream())
        .filter(line -> line.getSku().equals(sku))
        .mapToInt(ReservationLine::getQuantity)
        .sum();
  }

  /** What became of the order's hold; unspecified when it never had one. */
  public synchronized State stateOf(String orderId) {
    return reservations.getOrDefault(orderId, Reservation.getDefaultInstance()).getState();
  }

  /** Ends a hold, as the sweeper would. */
  public synchronized void expire(String orderId) {
    if (stateOf(orderId) == State.STATE_ACTIVE) {
      become(orderId, State.STATE_EXPIRED);
    }
  }

  /** The price of a SKU. */
  synchronized Money price(String sku) {
    return prices.getOrDefault(sku, Money.getDefaultInstance());
  }

  synchronized BatchGetOffersResponse offers(BatchGetOffersRequest request) {
    BatchGetOffersResponse.Builder response = BatchGetOffersResponse.newBuilder();
    for (String sku : request.getSkusList()) {
      if (prices.containsKey(sku)) {
        response.addOffers(
            Offer.newBuilder()
                .setSku(sku)
                .setProductId("prd_" + sku)
                .setName("Product " + sku)
                .setPrice(prices.get(sku)));
      }
    }
    request.getSkusList().stream()
        .filter(afterOffers::containsKey)
        .toList()
        .forEach(sku -> afterOffers.remove(sku).run());
    return response.build();
  }

  synchronized Reservation reserve(ReserveStockRequest request) {
    Reservation known = reservations.get(request.getOrderId());
    if (known != null) {
      require(known, State.STATE_ACTIVE);
      return known;
    }
    List<Shortage> shortages =
        request.getLinesList().stream()
            .map(line ->
                new Shortage(
                    line.getSku(),
                    line.getQuantity(),
                    onHand(line.getSku()) - reserved(line.getSku())))
            .filter(line -> line.requested() > line.available())
            .toList();
    if (!shortages.isEmpty()) {
      throw CheckoutErrors.outOfStock(shortages);
    }
    Reservation reservation =
        Reservation.newBuilder()
            .setOrderId(request.getOrderId())
            .setState(State.STATE_ACTIVE)
            .addAllLines(request.getLinesList())
            .build();
    reservations.put(request.getOrderId(), reservation);
    return reservation;
  }

  synchronized Reservation commit(CommitReservationRequest request) {
    Reservation known = known(request.getOrderId());
    if (known.getState() == State.STATE_COMMITTED) {
      return known;
    }
    require(known, State.STATE_ACTIVE);
    known.getLinesList().forEach(line -> add(line, -1));
    return become(request.getOrderId(), State.STATE_COMMITTED);
  }

  synchronized Reservation release(ReleaseReservationRequest request) {
    String orderId = request.getOrderId();
    State state = stateOf(orderId);
    if (state == State.STATE_COMMITTED || state == State.STATE_RESTOCKED) {
      throw Errors.illegalState("reservation", state.name(), List.of());
    }
    reservations.putIfAbsent(orderId, Reservation.newBuilder().setOrderId(orderId).build());
    return state == State.STATE_EXPIRED ? known(orderId) : become(orderId, State.STATE_RELEASED);
  }

  synchronized Reservation restock(RestockReservationRequest request) {
    Reservation known = known(request.getOrderId());
    if (known.getState() == State.STATE_RESTOCKED) {
      return known;
    }
    require(known, State.STATE_COMMITTED);
    known.getLinesList().forEach(line -> add(line, 1));
    return become(request.getOrderId(), State.STATE_RESTOCKED);
  }

  synchronized RestockReturnResponse restock(RestockReturnRequest request) {
    if (returned.add(request.getReturnId())) {
      request.getLinesList().forEach(line -> add(line, 1));
    }
    return RestockReturnResponse.getDefaultInstance();
  }

  private void add(ReservationLine line, int sign) {
    onHand.merge(line.getSku(), sign * line.getQuantity(), Integer::sum);
  }

  private Reservation become(String orderId, State state) {
    Reservation changed = known(orderId).toBuilder().setState(state).build();
    reservations.put(orderId, changed);
    return changed;
  }

  private Reservation known(String orderId) {
    Reservation known = reservations.get(orderId);
    if (known == null) {
      throw Errors.notFound("reservation", orderId);
    }
    return known;
  }

  private static void require(Reservation reservation, State state) {
    if (reservation.getState() != state) {
      throw Errors.illegalState("reservation", reservation.getState().name(), List.of());
    }
  }
}

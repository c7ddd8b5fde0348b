package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.id.Ids;
import dev.souk.order.discount.CodeGoneException;
import dev.souk.order.domain.AccessTokens;
import dev.souk.order.domain.Answered;
import dev.souk.order.domain.Draft;
import dev.souk.order.domain.DraftOrder;
import dev.souk.order.domain.GuestAccess;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderNumbers;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Prices;
import dev.souk.order.domain.RequestKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Orders what a buyer wants: one order an idempotency key, paid in full or refused in full. */
public final class PlaceOrder {
  /** How long a repetition waits for the first request. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RequestKeys keys;
  private final DraftOrder drafts;
  private final Prices prices;
  private final Sagas sagas;
  private final Settlement settlement;
  private final Ids ids;
  private final OrderNumbers numbers;
  private final AccessTokens tokens;
  private final Clock clock;

  /** Places orders with these. */
  public PlaceOrder(
      RequestKeys keys,
      DraftOrder drafts,
      Prices prices,
      Sagas sagas,
      Settlement settlement,
      Ids ids,
      OrderNumbers numbers,
      AccessTokens tokens,
      Clock clock) {
    this.keys = keys;
    this.drafts = drafts;
    this.prices = prices;
    this.sagas = sagas;
    this.settlement = settlement;
    this.ids = ids;
    this.numbers = numbers;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Places the order, or answers what the same request was answered before.
   *
   * @return the order: paid, or pending when the services it needs take too long
   * @throws ApiException the refusal, as the service's proto lists them
   */
  public Order place(Placement placement) {
    Instant patience = clock.instant().plus(PATIENCE);
    Optional<Answered> known = keys.find(placement.key());
    while (known.isEmpty()) {
      Optional<Checkout> started = start(placement);
      if (started.isPresent()) {
        return Refusals.orOrder(settlement.drive(started.get(), placement.giveUp()), sagas);
      }
      known = keys.find(placement.key());
    }
    String orderId = known.get().orderFor(placement.key());
    return Refusals.orOrder(
        settlement.settle(orderId, Goal.PLACEMENT, patience, placement.giveUp()), sagas);
  }

  /** Empty when the same request got there first, which only the store can tell. */
  private Optional<Checkout> start(Placement placement) {
    try {
      return sagas.place(order(placement), placement.paymentToken(), placement.key());
    } catch (ApiException e) {
      if (!Refusals.isKept(e)) {
        throw e;
      }
      keys.remember(placement.key(), e);
      return Optional.empty();
    } catch (NumberTakenException | CodeGoneException e) {
      return start(placement);
    }
  }

  private Order order(Placement placement) {
    Draft draft = drafts.draft(placement.purchase());
    prices.requireAgreed(draft, placement.expectedTotal());
    String buyer = placement.key().caller();
    String orderId = ids.next("ord");
    return Order.of(
        orderId,
        numbers.next(),
        buyer,
        draft,
        placement.purchase().isFromCart(),
        placement.customerNote(),
        Optional.of(placement.guestEmail())
            .filter(email -> !email.isEmpty())
            .map(email -> new GuestAccess(email, AccessTokens.hash(tokens.of(orderId)))),
        placement.billingAddress(),
        new HistoryEntry(OrderState.PENDING, clock.instant(), buyer, ""));
  }
}

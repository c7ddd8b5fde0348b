package dev.souk.order.returns;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.order.domain.Answered;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderItem;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Remaining;
import dev.souk.order.domain.RequestKeys;
import dev.souk.order.saga.Refusals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes in what buyers want to send back of what was delivered to them. */
public final class RequestReturn {
  private final RequestKeys keys;
  private final Orders orders;
  private final Returns returns;
  private final Duration window;
  private final Ids ids;
  private final Clock clock;

  /**
   * Of the store's orders.
   *
   * @param window how long after its delivery an order can be returned
   */
  public RequestReturn(
      RequestKeys keys, Orders orders, Returns returns, Duration window, Ids ids, Clock clock) {
    this.keys = keys;
    this.orders = orders;
    this.returns = returns;
    this.window = window;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes the wish in, or answers what the same request was answered before.
   *
   * @throws ApiException the refusal, as the service's proto lists them
   */
  public Return request(ReturnWish wish) {
    while (true) {
      Optional<Answered> known = wish.key().flatMap(keys::find);
      if (known.isPresent()) {
        String returnId = known.get().subjectFor(wish.key().orElseThrow());
        return returns.find(returnId).orElseThrow();
      }
      Optional<Return> opened = open(wish);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
  }

  private Optional<Return> open(ReturnWish wish) {
    Order order =
        orders
            .findOf(wish.orderId(), wish.userId())
            .filter(found -> !found.isForgotten())
            .orElseThrow(() -> Errors.notFound("order", wish.orderId()));
    try {
      return returns.open(order, wish.key(), remaining -> decide(wish, remaining));
    } catch (ApiException e) {
      if (wish.key().isEmpty() || !Refusals.isKept(e)) {
        throw e;
      }
      // The same request may have got there first: then its answer is the one that counts.
      keys.remember(wish.key().get(), e);
      return Optional.empty();
    }
  }

  private Return decide(ReturnWish wish, Remaining remaining) {
    Order order = remaining.order();
    verifyOpen(order);
    Map<String, String> names =
        order.items().stream().collect(Collectors.toMap(OrderItem::sku, OrderItem::name));
    List<ReturnedLine> lines =
        remaining.take(wish.units()).stream()
            .map(item -> new ReturnedLine(item, names.getOrDefault(item.sku(), ""), false))
            .toList();
    ReturnEntry requested =
        new ReturnEntry(ReturnState.REQUESTED, clock.instant(), wish.userId(), wish.reason());
    return new Return(
        ids.next("ret"),
        order.orderId(),
        order.userId(),
        lines,
        Optional.empty(),
        List.of(requested));
  }

  private void verifyOpen(Order order) {
    if (order.state() != OrderState.DELIVERED) {
      throw order.illegalState();
    }
    HistoryEntry delivered = order.history().getLast();
    Instant end = delivered.time().plus(window);
    if (clock.instant().isAfter(end)) {
      throw CheckoutErrors.returnWindowClosed(end);
    }
  }
}

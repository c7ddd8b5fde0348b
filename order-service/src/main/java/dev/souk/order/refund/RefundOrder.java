package dev.souk.order.refund;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.order.domain.Answered;
import dev.souk.order.domain.ItemBack;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.Remaining;
import dev.souk.order.domain.RequestKeys;
import dev.souk.order.saga.Refusals;
import dev.souk.order.saga.Settlement;
import dev.souk.order.task.TaskDriver;
import dev.souk.order.task.TaskKind;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pays a buyer back, all or a part: one refund an idempotency key. */
public final class RefundOrder {
  private static final Set<OrderState> REFUNDABLE =
      EnumSet.of(OrderState.PAID, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED);

  private final RequestKeys keys;
  private final Orders orders;
  private final Refunds refunds;
  private final TaskDriver tasks;
  private final Settlement settlement;
  private final Ids ids;
  private final Clock clock;

  /** Pays back what was paid for the store's orders. */
  public RefundOrder(
      RequestKeys keys,
      Orders orders,
      Refunds refunds,
      TaskDriver tasks,
      Settlement settlement,
      Ids ids,
      Clock clock) {
    this.keys = keys;
    this.orders = orders;
    this.refunds = refunds;
    this.tasks = tasks;
    this.settlement = settlement;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Pays back, or answers what the same request was answered before.
   *
   * @return the order, with the refund: paid, or pending when the provider takes too long; and
   *     cancelled, when all of it is paid back before it is sent
   * @throws ApiException the refusal, as the service's proto lists them
   */
  public Order refund(RefundWish wish) {
    Optional<Answered> known = keys.find(wish.key());
    while (known.isEmpty()) {
      open(wish);
      known = keys.find(wish.key());
    }
    String refundId = known.get().subjectFor(wish.key());
    tasks.settle(TaskKind.REFUND, refundId, wish.giveUp());
    refunds
        .refusal(refundId)
        .ifPresent(refusal -> {
          throw refusal;
        });
    Order order = read(wish.orderId());
    return order.state() == OrderState.CANCELLING
        ? settlement.cancelled(wish.orderId(), wish.giveUp())
        : order;
  }

  private void open(RefundWish wish) {
    Order order = read(wish.orderId());
    try {
      refunds.open(order, wish.key(), remaining -> decide(wish, remaining));
    } catch (ApiException e) {
      if (!Refusals.isKept(e)) {
        throw e;
      }
      keys.remember(wish.key(), e);
    }
  }

  private Refund decide(RefundWish wish, Remaining remaining) {
    verifyRefundable(remaining.order());
    List<ItemBack> items = remaining.take(wish.units());
    Amount left = remaining.order().left();
    Amount amount = wish.amount().or(() -> sum(items)).orElse(left);
    if (amount.compareTo(left) > 0 || left.isZero()) {
      throw CheckoutErrors.refundExceedsPayment(left);
    }
    if (amount.isZero()) {
      throw Errors.invalid("items", "must be units that something was paid for");
    }
    return Refund.asked(
        ids.next("ref"), amount, items, wish.reason(), wish.key().caller(), clock.instant());
  }

  /** Refuses an order that is not paid, or is being cancelled: that pays everything back. */
  static void verifyRefundable(Order order) {
    if (!REFUNDABLE.contains(order.state())) {
      throw order.illegalState();
    }
  }

  private static Optional<Amount> sum(List<ItemBack> items) {
    return items.stream().map(ItemBack::amount).reduce(Amount::plus);
  }

  private Order read(String orderId) {
    return orders.find(orderId).orElseThrow(() -> Errors.notFound("order", orderId));
  }
}

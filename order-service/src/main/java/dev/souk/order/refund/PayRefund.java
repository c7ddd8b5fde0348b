package dev.souk.order.refund;

import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RefundState;
import dev.souk.order.saga.Payments;
import dev.souk.order.saga.Refusals;
import dev.souk.order.task.Rest;
import dev.souk.order.task.Task;
import dev.souk.order.task.TaskHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Has a refund paid, and keeps how that ended. Its id is the name of the refund at payment-service,
 * so that it is paid once however often this is done.
 */
public final class PayRefund implements TaskHandler {
  private final Orders orders;
  private final Refunds refunds;
  private final Payments payments;
  private final Clock clock;

  /** Pays by the payments. */
  public PayRefund(Orders orders, Refunds refunds, Payments payments, Clock clock) {
    this.orders = orders;
    this.refunds = refunds;
    this.payments = payments;
    this.clock = clock;
  }

  @Override
  public Optional<Rest> run(Task task) {
    Refund refund = refund(read(task), task);
    if (refund.state() == RefundState.PENDING) {
      settle(task, refund, refusal(task.orderId(), refund));
    }
    return Optional.empty();
  }

  /** Empty when it was paid; throws when that is not known. */
  private Optional<ApiException> refusal(String orderId, Refund refund) {
    try {
      payments.refund(orderId, refund);
      return Optional.empty();
    } catch (ApiException e) {
      if (!Refusals.isDefinite(e)) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private void settle(Task task, Refund refund, Optional<ApiException> refusal) {
    Instant now = clock.instant();
    Refund settled =
        refusal.map(why -> refund.failed(why.reason(), now)).orElseGet(() -> refund.succeeded(now));
    boolean kept = false;
    while (!kept) {
      kept = refunds.settle(read(task), settled, refusal);
    }
  }

  private Order read(Task task) {
    return orders.find(task.orderId()).orElseThrow();
  }

  private static Refund refund(Order order, Task task) {
    return order.refunds().stream()
        .filter(refund -> refund.refundId().equals(task.subjectId()))
        .findFirst()
        .orElseThrow();
  }
}

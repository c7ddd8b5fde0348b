package dev.souk.order.returns;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RefundState;
import dev.souk.order.domain.Remaining;
import dev.souk.order.task.TaskDriver;
import dev.souk.order.task.TaskKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pays back what was paid for the units of a return, once. */
public final class RefundReturn {
  private final Orders orders;
  private final Returns returns;
  private final TaskDriver tasks;
  private final Ids ids;
  private final Clock clock;

  /** Of the store's returns. */
  public RefundReturn(Orders orders, Returns returns, TaskDriver tasks, Ids ids, Clock clock) {
    this.orders = orders;
    this.returns = returns;
    this.tasks = tasks;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Pays back, or goes on with what was begun.
   *
   * @param giveUp when to leave the payment for later
   * @return the return: refunded, or received while the provider takes too long
   * @throws dev.souk.kit.error.ApiException NOT_FOUND; {@code ILLEGAL_STATE}; {@code
   *     PAYMENT_DECLINED}
   */
  public Return refund(String returnId, String actor, Instant giveUp) {
    while (true) {
      Return current = read(returnId);
      if (current.state() == ReturnState.REFUNDED) {
        return current;
      }
      if (current.state() != ReturnState.RECEIVED) {
        throw current.illegalState();
      }
      Optional<String> refundId = current.refundId().or(() -> open(current, actor));
      if (refundId.isPresent()) {
        return settled(returnId, refundId.get(), giveUp);
      }
    }
  }

  /** The refund; none when there was nothing to be paid, or somebody else was at it. */
  private Optional<String> open(Return current, String actor) {
    Order order = orders.find(current.orderId()).orElseThrow();
    Amount amount = amount(current, order);
    if (amount.isZero()) {
      var _ =
          returns.keep(
              current.become(new ReturnEntry(ReturnState.REFUNDED, clock.instant(), actor, "")));
      return Optional.empty();
    }
    return returns
        .refund(order, current, remaining -> decide(current, remaining, actor))
        .map(Refund::refundId);
  }

  /** What is left is known only now that nobody else changes the order. */
  private Refund decide(Return current, Remaining remaining, String actor) {
    Amount amount = amount(current, remaining.order());
    if (amount.isZero()) {
      throw Errors.contention("order");
    }
    return Refund.asked(
        ids.next("ref"), amount, List.of(), current.returnId(), actor, clock.instant());
  }

  private Return settled(String returnId, String refundId, Instant giveUp) {
    tasks.settle(TaskKind.REFUND, refundId, giveUp);
    returns
        .refusal(refundId)
        .ifPresent(refusal -> {
          throw refusal;
        });
    return read(returnId);
  }

  /**
   * What was paid for the units, or what is left of the order, once that is known, when it is less.
   */
  private static Amount amount(Return current, Order order) {
    Amount left = order.left();
    if (current.amount().compareTo(left) <= 0) {
      return current.amount();
    }
    if (order.refunds().stream().anyMatch(refund -> refund.state() == RefundState.PENDING)) {
      throw Errors.unavailable("the payment provider");
    }
    return left;
  }

  private Return read(String returnId) {
    return returns.find(returnId).orElseThrow(() -> Errors.notFound("return", returnId));
  }
}

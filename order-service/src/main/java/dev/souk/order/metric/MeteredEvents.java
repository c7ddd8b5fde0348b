package dev.souk.order.metric;

import dev.souk.kit.error.Reason;
import dev.souk.kit.metric.EnumCounters;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.order.domain.Events;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RefundState;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnEvents;
import dev.souk.order.returns.ReturnState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts every change of state of orders, refunds and returns: their events are asked for once each
 * time, as the last act before the change is committed.
 */
public final class MeteredEvents implements Events, ReturnEvents {
  private static final String OTHER = "OTHER";

  private final Events events;
  private final ReturnEvents returnEvents;
  private final EnumCounters<OrderState> orders;
  private final Map<String, Counter> failures = new HashMap<>();
  private final EnumCounters<RefundState> refunds;
  private final EnumCounters<ReturnState> returns;
  private final CurrencyCounters revenue;
  private final CurrencyCounters refunded;

  /**
   * Counts the events of these.
   *
   * @param currencies those that the shop sells in
   */
  public <E extends Events & ReturnEvents> MeteredEvents(
      E events, MeterRegistry metrics, Set<String> currencies) {
    this.events = events;
    this.returnEvents = events;
    this.orders =
        EnumCounters.register(
            metrics, "souk.orders", "Orders that came to the state", "state", OrderState.class);
    Stream.of(
            Reason.OUT_OF_STOCK.name(),
            Reason.PAYMENT_DECLINED.name(),
            Reason.PRICE_CHANGED.name(),
            Reason.DEADLINE_PASSED.name(),
            OTHER)
        .forEach(reason -> failures.put(reason, failed(metrics, reason)));
    this.refunds =
        EnumCounters.register(
            metrics,
            "souk.refunds",
            "Refunds that were asked for and ended",
            "outcome",
            RefundState.class);
    this.returns =
        EnumCounters.register(
            metrics, "souk.returns", "Returns that came to the state", "state", ReturnState.class);
    this.revenue =
        new CurrencyCounters(
            metrics, "souk.revenue", "Totals of orders as they were paid", currencies);
    this.refunded =
        new CurrencyCounters(
            metrics, "souk.refunded", "What was paid back, of cancelled orders too", currencies);
  }

  private static Counter failed(MeterRegistry metrics, String reason) {
    return Counter.builder("souk.orders.failed")
        .description("Orders that were refused, by the reason in the catalogue of errors")
        .tag("reason", reason)
        .register(metrics);
  }

  @Override
  public Optional<OutboxEvent> of(Order order) {
    orders.count(order.state());
    switch (order.state()) {
      case PAID -> revenue.add(order.total());
      case FAILED -> count(order.history().getLast().reason());
      case CANCELLED -> addRest(order);
      case PENDING, PACKED, SHIPPED, DELIVERED, REFUNDED, CANCELLING -> {}
    }
    return events.of(order);
  }

  private void count(String reason) {
    Counter counter = failures.get(reason);
    (counter == null ? failures.get(OTHER) : counter).increment();
  }

  /** A cancellation pays back what is left; no event tells of that refund. */
  private void addRest(Order cancelled) {
    cancelled.refunds().stream()
        .filter(refund -> refund.refundId().equals(Refund.ofTheRest(cancelled.orderId())))
        .map(Refund::amount)
        .forEach(refunded::add);
  }

  @Override
  public Optional<OutboxEvent> of(Refund settled, Order order) {
    refunds.count(settled.state());
    if (settled.state() == RefundState.SUCCEEDED) {
      refunded.add(settled.amount());
    }
    return events.of(settled, order);
  }

  @Override
  public OutboxEvent of(Return changed) {
    returns.count(changed.state());
    return returnEvents.of(changed);
  }
}

package dev.souk.order.fulfilment;

import dev.souk.order.domain.FulfilOrder;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Orders;
import dev.souk.order.task.Rest;
import dev.souk.order.task.Task;
import dev.souk.order.task.TaskHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the next step of a paid order. A step that an administrator took is not taken again: the
 * task goes on from where the order is, and ends when it is cancelled or delivered.
 */
public final class TakeStep implements TaskHandler {
  private static final String SELF = "order-service";

  /** How long after a carrier had not delivered it is asked again. */
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final Orders orders;
  private final FulfilOrder fulfilOrder;
  private final Warehouse warehouse;
  private final FulfilmentPlan plan;
  private final Clock clock;

  /** Takes steps of the store's orders by the warehouse, when the plan has them. */
  public TakeStep(
      Orders orders,
      FulfilOrder fulfilOrder,
      Warehouse warehouse,
      FulfilmentPlan plan,
      Clock clock) {
    this.orders = orders;
    this.fulfilOrder = fulfilOrder;
    this.warehouse = warehouse;
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public Optional<Rest> run(Task task) {
    if (plan.first().isEmpty()) {
      return Optional.empty();
    }
    Order order = orders.find(task.orderId()).orElseThrow();
    FulfilmentStep planned = FulfilmentStep.valueOf(task.step());
    return planned
        .inState(order.state())
        .flatMap(step ->
            step == planned
                ? take(step, order)
                : Optional.of(rest(step, order.history().getLast().time())));
  }

  private Optional<Rest> take(FulfilmentStep step, Order order) {
    switch (step) {
      case PICK -> warehouse.pick(order);
      case PACK -> {
        warehouse.pack(order);
        fulfilOrder.pack(order.orderId(), SELF);
      }
      case SHIP -> fulfilOrder.ship(order.orderId(), SELF, warehouse.ship(order));
      case DELIVER -> {
        if (!warehouse.isDelivered(order)) {
          return Optional.of(new Rest(clock.instant().plus(LOOK_AGAIN), step.name()));
        }
        fulfilOrder.deliver(order.orderId(), SELF);
      }
    }
    return step.next().map(next -> rest(next, clock.instant()));
  }

  private Rest rest(FulfilmentStep next, Instant before) {
    return new Rest(before.plus(plan.before(next)), next.name());
  }
}

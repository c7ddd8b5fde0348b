package dev.souk.order.domain;

import dev.souk.kit.outbox.OutboxEvent;
import java.util.Optional;

/** Makes the domain events of orders. */
public interface Events {
  /** What the world is told of the order's last change of state, if anything. */
  Optional<OutboxEvent> of(Order order);

  /** What the world is told of a refund of the order that has ended. */
  Optional<OutboxEvent> of(Refund settled, Order order);
}

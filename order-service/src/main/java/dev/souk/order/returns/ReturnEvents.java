package dev.souk.order.returns;

import dev.souk.kit.outbox.OutboxEvent;

/** Makes the domain events of returns. */
@FunctionalInterface
public interface ReturnEvents {
  /** What the world is told of the return's last change of state. */
  OutboxEvent of(Return changed);
}

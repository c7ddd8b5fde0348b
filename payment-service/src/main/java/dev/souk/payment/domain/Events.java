package dev.souk.payment.domain;

import dev.souk.kit.outbox.OutboxEvent;
import java.util.Optional;

/** Makes the domain events of payments. */
public interface Events {
  /**
   * Whether the world is told of a change.
   *
   * @param before the payment before; empty when it is new
   */
  boolean tells(Optional<Payment> before, Payment after);

  /**
   * What the world is told of the change, if anything.
   *
   * @param version counts the payment's events from 1
   */
  Optional<OutboxEvent> of(Optional<Payment> before, Payment after, long version);
}

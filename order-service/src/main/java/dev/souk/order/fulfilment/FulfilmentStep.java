package dev.souk.order.fulfilment;

import dev.souk.order.domain.OrderState;
import java.util.Optional;

/** A step of a paid order on its way. */
public enum FulfilmentStep {
  /** Get the units from their shelves. */
  PICK,
  /** Pack them. */
  PACK,
  /** Hand them to the carrier. */
  SHIP,
  /** See that they arrived. */
  DELIVER;

  /** The step after it. */
  Optional<FulfilmentStep> next() {
    return switch (this) {
      case PICK -> Optional.of(PACK);
      case PACK -> Optional.of(SHIP);
      case SHIP -> Optional.of(DELIVER);
      case DELIVER -> Optional.empty();
    };
  }

  /** What is to be done of an order in the state when this step was; nothing where it has ended. */
  Optional<FulfilmentStep> inState(OrderState state) {
    return switch (state) {
      case PAID -> Optional.of(this == PICK ? PICK : PACK);
      case PACKED -> Optional.of(SHIP);
      case SHIPPED -> Optional.of(DELIVER);
      case PENDING, FAILED, DELIVERED, REFUNDED, CANCELLING, CANCELLED -> Optional.empty();
    };
  }
}

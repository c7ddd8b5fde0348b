package dev.souk.order.note;

import java.util.List;
import java.util.Optional;

/** The notes in the store. */
public interface OrderNotes {
  /** Keeps a note; false when there is no such order. */
  boolean add(OrderNote note);

  /** Notes of an order, oldest first; empty when there is no such order. */
  Optional<List<OrderNote>> of(String orderId, Optional<String> after, int limit);
}

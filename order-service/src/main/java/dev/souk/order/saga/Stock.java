package dev.souk.order.saga;

import dev.souk.order.domain.ItemBack;
import dev.souk.order.domain.Order;
import java.time.Duration;
import java.util.List;

/** The stock, as checkout sees it. Everything is keyed by the order and may be repeated. */
public interface Stock {
  /** Holds the order's units, all or none; {@code OUT_OF_STOCK} when there are too few. */
  void reserve(Order order, Duration hold);

  /** Sells the units held; {@code ILLEGAL_STATE} when they are held no more. */
  void commit(Order order);

  /** Gives back what is held, and bars the order from holding; {@code ILLEGAL_STATE} when sold. */
  void release(Order order);

  /** Puts back what was sold. */
  void restock(Order order);

  /** Puts back what the buyer sent back; keyed by the return. */
  void restock(String returnId, String orderId, List<ItemBack> units);
}

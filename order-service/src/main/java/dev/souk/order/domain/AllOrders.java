package dev.souk.order.domain;

import java.util.List;

/** The orders of all buyers, the refused ones too. */
@FunctionalInterface
public interface AllOrders {
  /** A page of them, newest first. */
  List<Order> page(OrderFilter filter);
}

package dev.souk.order.saga;

import dev.souk.order.domain.Order;

/**
 * An order and the saga that works on it.
 *
 * @param order the order as it is now
 * @param saga the saga, with its lease held
 */
public record Checkout(Order order, Saga saga) {}

package dev.souk.order.returns;

import dev.souk.order.domain.ItemBack;

/**
 * A line of a return.
 *
 * @param item the units, and what was paid for them
 * @param name the product's name when it was ordered
 * @param restock whether the units went back into stock
 */
public record ReturnedLine(ItemBack item, String name, boolean restock) {

  /** The line, with what becomes of its units. */
  ReturnedLine put(boolean back) {
    return new ReturnedLine(item, name, back);
  }
}

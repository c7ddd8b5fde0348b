package dev.souk.order.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of all orders to read, newest first.
 *
 * @param owner the orders of one buyer, or the one with a number; all where nothing
 * @param state only orders in this state
 * @param from only orders placed then or later
 * @param before only orders placed before then
 * @param after only orders that come after the one with this id
 * @param limit at most so many
 */
public record OrderFilter(
    Optional<Owner> owner,
    Optional<OrderState> state,
    Optional<Instant> from,
    Optional<Instant> before,
    Optional<String> after,
    int limit) {

  /** What tells a few orders from all others. */
  public sealed interface Owner {
    /** A user's or a guest's orders. */
    record OfBuyer(String buyerId) implements Owner {}

    /** The orders of guests who gave an e-mail address, upper or lower case. */
    record OfEmail(String email) implements Owner {}

    /** The order with a number. */
    record Numbered(String number) implements Owner {}
  }
}

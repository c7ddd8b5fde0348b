package dev.souk.order.domain;

import java.util.Optional;

/**
 * Which of a buyer's orders to read.
 *
 * @param userId the buyer
 * @param state only orders in this state
 * @param after only orders that come after this one
 * @param limit at most so many
 */
public record OrderQuery(
    String userId, Optional<OrderState> state, Optional<OrderCursor> after, int limit) {}

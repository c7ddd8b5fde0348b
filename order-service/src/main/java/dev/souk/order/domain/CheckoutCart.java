package dev.souk.order.domain;

import java.util.List;

/**
 * What is in a cart.
 *
 * @param lines its lines
 * @param discountCodes its discount codes
 */
public record CheckoutCart(List<CartLine> lines, List<String> discountCodes) {}

package dev.souk.order.domain;

import dev.souk.order.pricing.Quote;
import java.util.List;

/**
 * An order that may be placed.
 *
 * @param shippingAddress where it goes
 * @param lines what was asked for
 * @param quote what it costs
 */
public record Draft(Address shippingAddress, List<CartLine> lines, Quote quote) {}

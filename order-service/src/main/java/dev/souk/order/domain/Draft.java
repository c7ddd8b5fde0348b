package dev.souk.order.domain;

import dev.souk.order.discount.CheckedCodes;
import dev.souk.order.pricing.Quote;
import java.util.List;

/**
 * An order that may be placed.
 *
 * @param shippingAddress where it goes
 * @param lines what was asked for
 * @param codes which discount codes count
 * @param quote what it costs
 */
public record Draft(
    Address shippingAddress, List<CartLine> lines, CheckedCodes codes, Quote quote) {}

package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;

/**
 * What a code takes off one thing.
 *
 * @param code the code
 * @param amount so much; not negative
 */
public record DiscountShare(String code, Amount amount) {}

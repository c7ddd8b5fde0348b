package dev.souk.order.discount;

import dev.souk.kit.money.Amount;

/**
 * What a code took off an order.
 *
 * @param code the code
 * @param amount off the lines
 * @param shipping off the shipping
 */
public record AppliedDiscount(String code, Amount amount, Amount shipping) {}

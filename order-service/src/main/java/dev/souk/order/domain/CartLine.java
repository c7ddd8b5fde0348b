package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import java.util.Optional;

/**
 * A line that a buyer is about to order.
 *
 * @param sku the SKU
 * @param quantity units
 * @param shownUnitPrice the price of one that the cart last showed; none for what is in no cart
 */
public record CartLine(String sku, int quantity, Optional<Amount> shownUnitPrice) {}

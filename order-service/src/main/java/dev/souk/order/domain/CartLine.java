package dev.souk.order.domain;

import dev.souk.kit.money.Amount;

/**
 * A line that a buyer is about to order.
 *
 * @param sku the SKU
 * @param quantity units
 * @param shownUnitPrice the price of one that the buyer was last shown
 */
public record CartLine(String sku, int quantity, Amount shownUnitPrice) {}

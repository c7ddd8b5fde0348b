package dev.souk.kit.error;

import dev.souk.kit.money.Amount;

/**
 * A SKU whose price is not the one the buyer was shown.
 *
 * @param sku the SKU
 * @param oldUnitPrice the price of one that the buyer was shown
 * @param newUnitPrice the price of one now
 */
public record ChangedPrice(String sku, Amount oldUnitPrice, Amount newUnitPrice) {}

package dev.souk.cart.domain;

import dev.souk.kit.money.Amount;

/**
 * What the catalog has for sale under a SKU.
 *
 * @param sku the variant
 * @param productId its product
 * @param name its product's name
 * @param price of one
 * @param available units that can be ordered now
 */
public record Offer(String sku, String productId, String name, Amount price, int available) {}

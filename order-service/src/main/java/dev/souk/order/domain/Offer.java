package dev.souk.order.domain;

import dev.souk.kit.money.Amount;

/**
 * What is for sale under a SKU.
 *
 * @param sku the SKU
 * @param productId its product's id
 * @param name its product's name
 * @param price price of one, now
 */
public record Offer(String sku, String productId, String name, Amount price) {}

package dev.souk.product.inventory.domain;

/**
 * How somebody wants to change a stock.
 *
 * @param sku the SKU
 * @param delta units to add, or to take when negative; not 0
 * @param reason why, in capitals
 * @param location where
 */
public record Adjustment(String sku, int delta, String reason, String location) {}

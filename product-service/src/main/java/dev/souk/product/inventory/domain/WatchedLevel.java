package dev.souk.product.inventory.domain;

/**
 * The stock of a SKU and whether it is low.
 *
 * @param level the stock
 * @param threshold with so many units on hand or fewer it is low
 * @param low whether it is
 */
public record WatchedLevel(StockLevel level, int threshold, boolean low) {}

package dev.souk.product.inventory.domain;

/**
 * That the stock of a SKU has become low.
 *
 * @param sku the SKU
 * @param listing where it belongs
 * @param onHand units on hand, at all locations
 * @param threshold from how many downwards it is low
 * @param alert counts the times that it has become low, from 1
 */
public record BecameLow(String sku, Listing listing, int onHand, int threshold, long alert) {}

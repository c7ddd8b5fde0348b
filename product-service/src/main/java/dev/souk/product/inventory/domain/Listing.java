package dev.souk.product.inventory.domain;

/**
 * Where a SKU belongs.
 *
 * @param productId the product that has it
 * @param sellerId who sells it
 * @param active whether everybody may see it
 */
public record Listing(String productId, String sellerId, boolean active) {}

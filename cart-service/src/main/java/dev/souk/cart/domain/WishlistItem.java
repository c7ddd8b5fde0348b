package dev.souk.cart.domain;

import java.time.Instant;

/**
 * What a user would like to have.
 *
 * @param sku the variant
 * @param productId its product
 * @param name its product's name when it was added
 * @param addTime when it was added, in whole milliseconds
 */
public record WishlistItem(String sku, String productId, String name, Instant addTime) {}

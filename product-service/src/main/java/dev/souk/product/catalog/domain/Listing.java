package dev.souk.product.catalog.domain;

import dev.souk.kit.money.Amount;

/**
 * What is offered under a SKU. Kept beside the product, and changed with it, so that carts and
 * orders read offers by SKU in one step.
 *
 * @param sku the SKU
 * @param productId its product
 * @param name the product's name, with the options where there are several variants
 * @param price price of one
 * @param sellerId who sells it
 * @param status the product's status
 * @param deleted whether the product is deleted: the SKU stays its own, and nothing is offered
 */
public record Listing(
    String sku,
    String productId,
    String name,
    Amount price,
    String sellerId,
    ProductStatus status,
    boolean deleted) {}

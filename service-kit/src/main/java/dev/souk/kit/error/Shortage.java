package dev.souk.kit.error;

/**
 * A SKU of which less is left than was asked for.
 *
 * @param sku the SKU
 * @param requested units asked for
 * @param available units that can be had
 */
public record Shortage(String sku, int requested, int available) {}

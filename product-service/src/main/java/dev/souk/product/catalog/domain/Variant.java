package dev.souk.product.catalog.domain;

import dev.souk.kit.money.Amount;
import java.util.Map;

/**
 * One buyable form of a product.
 *
 * @param sku unique in the shop, case-sensitive
 * @param options what sets it apart, such as size: M
 * @param price price of one
 */
public record Variant(String sku, Map<String, String> options, Amount price) {}

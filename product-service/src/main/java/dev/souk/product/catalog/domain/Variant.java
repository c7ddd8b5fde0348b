package dev.souk.product.catalog.domain;

import dev.souk.kit.money.Amount;
import java.util.Map;
import java.util.Optional;

/**
 * One buyable form of a product.
 *
 * @param sku unique in the shop, case-sensitive
 * @param options what sets it apart, such as size: M
 * @param price price of one
 * @param compareAtPrice a higher price that the present one is compared with
 */
public record Variant(
    String sku, Map<String, String> options, Amount price, Optional<Amount> compareAtPrice) {

  /** A variant whose price is compared with none. */
  public Variant(String sku, Map<String, String> options, Amount price) {
    this(sku, options, price, Optional.empty());
  }
}

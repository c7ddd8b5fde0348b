package dev.souk.product.transfer.domain;

import dev.souk.product.catalog.domain.ProductDetails;

/** What the API asks of the fields of a product. */
public interface DetailRules {

  /**
   * Checks them.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming every wrong field
   */
  void check(ProductDetails details);
}

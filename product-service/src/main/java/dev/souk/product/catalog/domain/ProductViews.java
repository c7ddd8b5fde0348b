package dev.souk.product.catalog.domain;

import java.util.Optional;

/** Where products are read to be shown. */
public interface ProductViews {

  /** The product, whoever may see it. */
  Optional<ProductView> find(String productId);
}

package dev.souk.product.inventory.domain;

import java.util.Optional;

/** Where it is known which SKUs there are. */
public interface Listings {

  /** The listing of a SKU in its newest state. */
  Optional<Listing> find(String sku);
}

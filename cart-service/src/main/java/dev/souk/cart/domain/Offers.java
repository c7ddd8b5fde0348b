package dev.souk.cart.domain;

import java.util.Map;
import java.util.Set;

/** The catalog, asked for many SKUs at once. */
@FunctionalInterface
public interface Offers {
  /**
   * The offers of those SKUs that are for sale, by SKU; at most one call to the catalog.
   *
   * @throws dev.souk.kit.error.ApiException UNAVAILABLE when the catalog does not answer
   */
  Map<String, Offer> find(Set<String> skus);
}

package dev.souk.order.domain;

import java.util.Collection;
import java.util.Map;

/** The catalog, as checkout sees it. */
public interface Catalog {
  /**
   * What is for sale under the SKUs, by SKU, read strongly consistent; a SKU that is not for sale
   * is absent.
   */
  Map<String, Offer> offers(Collection<String> skus);
}

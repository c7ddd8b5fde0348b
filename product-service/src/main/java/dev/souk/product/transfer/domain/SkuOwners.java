package dev.souk.product.transfer.domain;

import java.util.Collection;
import java.util.Map;

/** Which products SKUs belong to. */
public interface SkuOwners {

  /** The ids of the products by SKU, in their newest state; unknown SKUs are left out. */
  Map<String, String> of(Collection<String> skus);
}

package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.Map;

/** Where the stock is known. */
public interface Availability {

  /** Units of each SKU that can be ordered; the figures may be a moment old. */
  Map<String, Integer> of(Collection<String> skus);
}

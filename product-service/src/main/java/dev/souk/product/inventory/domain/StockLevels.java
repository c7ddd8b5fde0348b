package dev.souk.product.inventory.domain;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where levels are kept. */
public interface StockLevels {

  /** The levels of the SKUs in their newest state; without stock ever, {@link StockLevel#none}. */
  Map<String, StockLevel> find(Collection<String> skus);

  /**
   * Changes a level by what is decided from its newest state, which is decided again when others
   * changed it meanwhile. What deciding throws ends it.
   *
   * @param listing where the SKU belongs
   * @return the level afterwards; nothing when the idempotency key was answered meanwhile
   */
  Optional<StockLevel> adjust(String sku, Listing listing, Function<StockLevel, Adjusted> decide);
}

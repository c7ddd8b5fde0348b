package dev.souk.product.inventory.domain;

import java.util.List;
import java.util.Optional;

/** Where it is kept which stock is low. */
public interface LowStock {

  /**
   * Some of the low stock.
   *
   * @param levels in the order of SKUs
   * @param last the SKU that the next page continues after; nothing at the end
   */
  record Page(List<WatchedLevel> levels, Optional<String> last) {
    /** Copies the list. */
    public Page {
      levels = List.copyOf(levels);
    }
  }

  /**
   * A page of what is low.
   *
   * @param sellerId whose; everybody's where nothing
   * @param after the SKU that it continues after
   */
  Page page(Optional<String> sellerId, Optional<String> after, int size);

  /**
   * Sets the threshold of a SKU.
   *
   * @throws dev.souk.kit.error.ApiException {@code NOT_FOUND} when the SKU is gone; {@code
   *     CONTENTION}
   */
  WatchedLevel watch(String sku, Listing listing, int threshold);
}

package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;
import java.util.List;

/**
 * The stock of a SKU. Fails with {@code NOT_FOUND} for an unknown SKU, and for one of a product
 * that the caller may not see.
 */
public final class ReadStock {
  private final StockLevels levels;
  private final Listings listings;

  /** Reads levels of listed SKUs. */
  public ReadStock(StockLevels levels, Listings listings) {
    this.levels = levels;
    this.listings = listings;
  }

  /** The level of the SKU at one location. */
  public StockLevel at(String location, String sku, Actor actor) {
    return of(sku, actor).only(location);
  }

  /** The level of the SKU. */
  public StockLevel of(String sku, Actor actor) {
    if (listings.find(sku).filter(actor::maySee).isEmpty()) {
      throw Errors.notFound("SKU", sku);
    }
    return levels.find(List.of(sku)).get(sku);
  }
}

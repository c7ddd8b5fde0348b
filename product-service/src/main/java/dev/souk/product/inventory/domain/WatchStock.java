package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;
import java.util.Optional;

/**
 * Tells sellers which of their stock is low, and lets them say what that is.
 *
 * <p>Fails with {@code NOT_FOUND} for an unknown SKU or another seller's.
 */
public final class WatchStock {
  private final LowStock lowStock;
  private final Listings listings;

  /** Watches what is kept there. */
  public WatchStock(LowStock lowStock, Listings listings) {
    this.lowStock = lowStock;
    this.listings = listings;
  }

  /** Changes from how many units on hand downwards the stock of the SKU is low. */
  public WatchedLevel change(String sku, int threshold, Actor actor) {
    Listing listing =
        listings.find(sku).filter(actor::mayChange).orElseThrow(() -> Errors.notFound("SKU", sku));
    return lowStock.watch(sku, listing, threshold);
  }

  /** A page of the low stock that the actor may change. */
  public LowStock.Page low(Actor actor, Optional<String> after, int size) {
    Optional<String> seller = actor.admin() ? Optional.empty() : Optional.of(actor.userId());
    return lowStock.page(seller, after, size);
  }
}

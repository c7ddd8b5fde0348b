package dev.souk.product.inventory.domain;

/**
 * Who adjusts or looks at a stock.
 *
 * @param userId the user's id; empty for nobody in particular
 * @param admin whether they may do it with everybody's
 */
public record Actor(String userId, boolean admin) {

  /** Whether the listing is theirs to change. */
  boolean mayChange(Listing listing) {
    return admin || listing.sellerId().equals(userId);
  }

  /** Whether they may know of the listing. */
  boolean maySee(Listing listing) {
    return listing.active() || mayChange(listing);
  }
}

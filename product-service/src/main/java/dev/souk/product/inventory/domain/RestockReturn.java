package dev.souk.product.inventory.domain;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts units that buyers sent back into stock at the main location, once a return and SKU however
 * often it is called: the ledger entry is named after the return, and its place is taken once. A
 * SKU that is no longer in the catalog is left out.
 */
public final class RestockReturn {
  private static final String REASON = "RETURN";
  private static final String ACTOR = "order-service";

  private final StockLevels levels;
  private final Listings listings;
  private final Clock clock;
  private final Consumer<String> productChanged;

  /** Restocks by the clock, and says the ids of products whose stock changed. */
  public RestockReturn(
      StockLevels levels, Listings listings, Clock clock, Consumer<String> productChanged) {
    this.levels = levels;
    this.listings = listings;
    this.clock = clock;
    this.productChanged = productChanged;
  }

  /** Puts the units of the order back that were returned. */
  public void restock(String returnId, String orderId, List<ReservationLine> lines) {
    for (ReservationLine line : ReservationLine.summed(lines)) {
      Optional<Listing> listing = listings.find(line.sku());
      if (listing.isPresent()) {
        restock(returnId, orderId, line, listing.get());
      }
    }
  }

  private void restock(String returnId, String orderId, ReservationLine line, Listing listing) {
    Instant now = clock.instant();
    LedgerEntry entry =
        new LedgerEntry(
            returnId.replaceFirst("^ret_", "led_"),
            line.sku(),
            StockLevel.MAIN,
            line.quantity(),
            REASON,
            ACTOR,
            orderId,
            now);
    levels.adjust(
        line.sku(),
        listing,
        level ->
            new Adjusted(level.plus(StockLevel.MAIN, line.quantity()), entry, Optional.empty()));
    productChanged.accept(listing.productId());
  }
}

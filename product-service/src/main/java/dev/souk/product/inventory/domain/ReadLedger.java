package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;
import java.util.List;
import java.util.Optional;

/** The ledger of a SKU. Fails with {@code NOT_FOUND} for an unknown SKU or another seller's. */
public final class ReadLedger {

  /** Where ledgers are kept. */
  public interface Ledger {
    /**
     * Entries of a SKU, newest first.
     *
     * @param after the id of the entry that they come after
     * @param limit at most so many
     */
    List<LedgerEntry> entries(String sku, Optional<String> after, int limit);
  }

  private final Ledger ledger;
  private final Listings listings;

  /** Reads the ledger of listed SKUs. */
  public ReadLedger(Ledger ledger, Listings listings) {
    this.ledger = ledger;
    this.listings = listings;
  }

  /** Entries of the SKU, newest first. */
  public List<LedgerEntry> of(String sku, Actor actor, Optional<String> after, int limit) {
    if (listings.find(sku).filter(actor::mayChange).isEmpty()) {
      throw Errors.notFound("SKU", sku);
    }
    return ledger.entries(sku, after, limit);
  }
}

package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.List;

/** What is for sale under SKUs; those that are unknown or not for sale are left out. */
public final class ReadOffers {
  private final Offers offers;

  /** Reads offers there. */
  public ReadOffers(Offers offers) {
    this.offers = offers;
  }

  /** The offers; in their newest state when {@code consistent}. */
  public List<Offer> read(Collection<String> skus, boolean consistent) {
    return offers.find(skus, consistent).stream()
        .filter(
            offer -> offer.listing().status() == ProductStatus.ACTIVE && !offer.listing().deleted())
        .toList();
  }
}

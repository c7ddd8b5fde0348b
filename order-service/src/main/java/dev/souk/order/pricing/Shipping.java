package dev.souk.order.pricing;

import java.util.List;
import java.util.Set;

/** Knows how things are sent, and for how much. */
@FunctionalInterface
public interface Shipping {
  /** The ways to send something to the place, priced in the currency, the usual one first. */
  List<ShippingRate> rates(Place place, String currency);

  /** The currencies that there are prices in; what is free is free in every currency. */
  default Set<String> currencies() {
    return Set.of();
  }
}

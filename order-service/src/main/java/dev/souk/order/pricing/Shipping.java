package dev.souk.order.pricing;

import java.util.List;

/** Knows how things are sent, and for how much. */
@FunctionalInterface
public interface Shipping {
  /** The ways to send something to the place, priced in the currency, the usual one first. */
  List<ShippingRate> rates(Place place, String currency);
}

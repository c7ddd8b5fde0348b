package dev.souk.order.pricing;

import java.time.Instant;

/** Knows how long things are on their way. */
@FunctionalInterface
public interface DeliveryEstimates {
  /** When something that is ordered now should arrive. */
  DeliveryWindow of(Instant now, Place place, ShippingRate rate);
}

package dev.souk.order.pricing;

/** Knows what is taxed where. */
@FunctionalInterface
public interface Taxes {
  /**
   * The taxes of the place.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} when they depend on the region,
   *     and the country has none of the name
   */
  Taxation at(Place place);
}

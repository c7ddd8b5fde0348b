package dev.souk.order.domain;

import dev.souk.order.pricing.Place;

/**
 * A postal address, as it was when the order was placed. Parts that are absent are empty.
 *
 * @param recipient person or company
 * @param line1 street and number
 * @param line2 second line
 * @param city city or town
 * @param region state, province or county
 * @param postalCode postal code
 * @param countryCode ISO 3166-1 alpha-2
 * @param phone E.164
 */
public record Address(
    String recipient,
    String line1,
    String line2,
    String city,
    String region,
    String postalCode,
    String countryCode,
    String phone) {

  /** What is left of an address whose owner was erased; the country is beside the point. */
  public static final Address NONE = new Address("", "", "", "", "", "", "", "");

  /** What prices depend on of it. */
  public Place place() {
    return new Place(countryCode, region);
  }
}

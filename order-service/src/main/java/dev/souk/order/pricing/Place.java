package dev.souk.order.pricing;

/**
 * Where something is sent to, as far as prices depend on it.
 *
 * @param countryCode ISO 3166-1 alpha-2
 * @param region state, province or county as the buyer wrote it, or empty
 */
public record Place(String countryCode, String region) {}

package dev.souk.product.search.domain;

/** What can be counted. */
public enum FacetName {
  /** Categories, those above included. */
  CATEGORIES,
  /** Keywords. */
  TAGS,
  /** Brands. */
  BRAND,
  /** Bands of prices. */
  PRICE
}

package dev.souk.product.search.domain;

/** Orders of what is found. What is equal is ordered by product id. */
public enum SearchSort {
  /** Best match first. */
  RELEVANCE,
  /** Youngest first. */
  NEWEST,
  /** Cheapest first. */
  PRICE_ASC,
  /** Most expensive first. */
  PRICE_DESC,
  /** Best rated first. */
  RATING
}

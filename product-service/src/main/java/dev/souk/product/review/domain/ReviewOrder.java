package dev.souk.product.review.domain;

/** The order of a list of reviews. */
public enum ReviewOrder {
  /** Newest first. */
  NEWEST,
  /** Best rating first, of one rating the newest. */
  BEST,
  /** Worst rating first, of one rating the oldest. */
  WORST
}

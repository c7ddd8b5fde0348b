package dev.souk.product.transfer.domain;

/** What became of a product of a file. */
enum ImportOutcome {
  /** It is new. */
  CREATED,
  /** It was changed. */
  UPDATED,
  /** It was like that. */
  UNCHANGED,
  /** It was refused. */
  REFUSED
}

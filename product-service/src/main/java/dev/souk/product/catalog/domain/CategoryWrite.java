package dev.souk.product.catalog.domain;

/** What became of an attempt to write a category. Unless it is written nothing was changed. */
public enum CategoryWrite {
  /** It is written. */
  WRITTEN,
  /** One with the same parent has the name. */
  NAME_TAKEN,
  /** The tree was changed since it was read. */
  STALE
}

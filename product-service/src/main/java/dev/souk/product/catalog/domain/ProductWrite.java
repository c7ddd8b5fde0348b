package dev.souk.product.catalog.domain;

/** What became of an attempt to write a product. Unless it is written nothing was changed. */
public sealed interface ProductWrite {

  /** It is written. */
  record Written() implements ProductWrite {}

  /** Another variant has the SKU. */
  record SkuTaken(String sku) implements ProductWrite {}

  /** A variant that was to go has stock or reservations. */
  record SkuStocked(String sku) implements ProductWrite {}

  /** Another product has the slug. */
  record SlugTaken() implements ProductWrite {}

  /** It was changed since it was read. */
  record Stale() implements ProductWrite {}
}

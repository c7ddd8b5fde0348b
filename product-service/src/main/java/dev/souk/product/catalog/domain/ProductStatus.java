package dev.souk.product.catalog.domain;

/** Whether a product is offered. */
public enum ProductStatus {
  /** Not yet: its seller and admins alone see it. */
  DRAFT,
  /** For sale; everybody sees it. */
  ACTIVE,
  /** No longer: its seller and admins alone see it. */
  ARCHIVED
}

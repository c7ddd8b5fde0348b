package dev.souk.user.domain.operation;

import java.util.List;

/** What is done with a user's data. */
public enum OperationKind {
  /** The account is deleted, and what identifies its owner is erased. */
  DELETION(
      Part.ACCOUNT,
      Part.ADDRESSES,
      Part.EXPORTS,
      Part.SESSIONS,
      Part.CART,
      Part.PRODUCTS,
      Part.ORDERS,
      Part.SWEEP),
  /** Everything is gathered in one document. */
  EXPORT(
      Part.PROFILE,
      Part.ADDRESSES,
      Part.SESSIONS,
      Part.CART,
      Part.ORDERS,
      Part.PAYMENTS,
      Part.PRODUCTS);

  private final List<Part> parts;

  OperationKind(Part... parts) {
    this.parts = List.of(parts);
  }

  /** What it consists of. */
  public List<Part> parts() {
    return parts;
  }
}

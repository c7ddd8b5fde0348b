package dev.souk.user.domain.operation;

import java.util.List;

/** What is done with a user's data. */
public enum OperationKind {
  /** The account is deleted, and what identifies its owner is erased. */
  DELETION,
  /** Everything is gathered in one document. */
  EXPORT;

  /** What it consists of, in the order in which it is done. */
  public List<Part> parts() {
    return switch (this) {
      case DELETION ->
          List.of(
              Part.ACCOUNT,
              Part.AVATAR,
              Part.ADDRESSES,
              Part.EXPORTS,
              Part.SESSIONS,
              Part.CART,
              Part.PRODUCTS,
              Part.ORDERS,
              Part.SWEEP);
      case EXPORT ->
          List.of(
              Part.PROFILE,
              Part.ADDRESSES,
              Part.SESSIONS,
              Part.CART,
              Part.WISHLIST,
              Part.ORDERS,
              Part.RETURNS,
              Part.PAYMENTS,
              Part.PRODUCTS,
              Part.REVIEWS);
    };
  }
}

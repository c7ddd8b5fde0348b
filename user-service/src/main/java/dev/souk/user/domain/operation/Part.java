package dev.souk.user.domain.operation;

/** One kind of data at one service. */
public enum Part {
  /** The account itself: from then on it is nobody's. */
  ACCOUNT("user-service", "account"),
  /** What the user says about themselves. */
  PROFILE("user-service", "profile"),
  /** The pictures. */
  AVATAR("user-service", "avatar"),
  /** The address book. */
  ADDRESSES("user-service", "addresses"),
  /** Documents of earlier exports. */
  EXPORTS("user-service", "exports"),
  /** Where the user is and was signed in, and what was mailed for that. */
  SESSIONS("auth-service", "sessions"),
  /** The cart. */
  CART("cart-service", "cart"),
  /** What the user would like to have; a deletion takes it with the cart. */
  WISHLIST("cart-service", "wishlist"),
  /** What the user sells; a deletion takes the reviews with it. */
  PRODUCTS("product-service", "products"),
  /** What the user said about products. */
  REVIEWS("product-service", "reviews"),
  /** What the user bought. */
  ORDERS("order-service", "orders"),
  /** What of it the user sent back. */
  RETURNS("order-service", "returns"),
  /** How that was paid. */
  PAYMENTS("payment-service", "payments"),
  /** All parts of a deletion once more, for what calls under way have written behind its back. */
  SWEEP("user-service", "sweep");

  private final String service;
  private final String data;

  Part(String service, String data) {
    this.service = service;
    this.data = data;
  }

  /** The service that has the data. */
  public String service() {
    return service;
  }

  /** What the data is called, in the document of an export too. */
  public String data() {
    return data;
  }
}

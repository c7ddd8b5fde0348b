package dev.souk.cart.store;

/** Where things are in Redis. The braces make all keys of an owner one slot of a Redis Cluster. */
final class Keys {
  private Keys() {}

  static String cart(String userId) {
    return "cart:{" + userId + "}";
  }

  /** Whoever has a guest's id has the cart: only its SHA-256 stands in keys and thereby in logs. */
  static String guestCart(String hash) {
    return "guest-cart:{" + hash + "}";
  }

  static String wishlist(String userId) {
    return "wishlist:{" + userId + "}";
  }
}

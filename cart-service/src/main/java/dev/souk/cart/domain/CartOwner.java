package dev.souk.cart.domain;

/** Whose a cart is. A guest's id never names a user's cart, whatever it is. */
public sealed interface CartOwner {
  /** A signed-in user. */
  record User(String userId) implements CartOwner {}

  /** Somebody who is not signed in, known by the id in a cookie: whoever has it has the cart. */
  record Guest(String guestId) implements CartOwner {}

  /** A guest as an order knows them: by the SHA-256 of the id in lower-case hexadecimal. */
  record HashedGuest(String hash) implements CartOwner {}
}

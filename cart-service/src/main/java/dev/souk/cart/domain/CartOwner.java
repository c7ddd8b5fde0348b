package dev.souk.cart.domain;

import dev.souk.kit.identity.Guests;

/** Whose a cart is. A guest's id never names a user's cart, whatever it is. */
public sealed interface CartOwner {
  /** A signed-in user. */
  record User(String userId) implements CartOwner {}

  /** Somebody who is not signed in, known by the id in a cookie: whoever has it has the cart. */
  record Guest(String guestId) implements CartOwner {
    /** The same guest, by what is kept of the id. */
    public HashedGuest hashed() {
      return new HashedGuest(Guests.hashIn(Guests.ownerId(guestId)).orElseThrow());
    }
  }

  /** A guest as an order knows them: by the SHA-256 of the id in lower-case hexadecimal. */
  record HashedGuest(String hash) implements CartOwner {}
}

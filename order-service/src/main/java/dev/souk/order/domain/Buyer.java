package dev.souk.order.domain;

import dev.souk.kit.identity.Guests;

/**
 * Who buys.
 *
 * @param userId the user, or empty for a guest
 * @param guestId the guest, also the one that a user was before signing in; or empty
 */
public record Buyer(String userId, String guestId) {
  /** Whether nobody is signed in. */
  public boolean isGuest() {
    return userId.isEmpty();
  }

  /** Whose the order is: the user's, else the guest's. */
  public String ownerId() {
    return isGuest() ? Guests.ownerId(guestId) : userId;
  }
}

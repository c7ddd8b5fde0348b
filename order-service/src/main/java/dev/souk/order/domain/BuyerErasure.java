package dev.souk.order.domain;

import java.time.Instant;

/** Takes out of orders what identifies a buyer whose account is deleted. */
public interface BuyerErasure {
  /**
   * Erases it from the user's orders that have come to an end. Items, amounts and the course of
   * each order stay. Repeating it changes nothing.
   *
   * @return how many of the user's orders are still under way, and keep it until then
   */
  int erase(String userId, Instant now);

  /**
   * Erases it, with their e-mail addresses, from the orders of guests that were placed before a
   * time and have come to an end. Their access tokens open them no more.
   *
   * @return of how many
   */
  int eraseGuests(Instant placedBefore, Instant now);
}

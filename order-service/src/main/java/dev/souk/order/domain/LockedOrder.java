package dev.souk.order.domain;

/**
 * An order that an access token opens.
 *
 * @param ownerId whose it is
 * @param tokenHash what {@link AccessTokens#hash} makes of the token; empty when none opens it
 */
public record LockedOrder(String ownerId, String tokenHash) {
  /** No order. */
  public static final LockedOrder NONE = new LockedOrder("", "");
}

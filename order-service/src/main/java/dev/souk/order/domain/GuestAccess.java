package dev.souk.order.domain;

/**
 * How a guest's order is reached.
 *
 * @param email where the guest is written to; empty once it is erased
 * @param tokenHash what {@link AccessTokens#hash} makes of the order's access token; empty once the
 *     guest is erased, so that no token opens it
 */
public record GuestAccess(String email, String tokenHash) {}

package dev.souk.cart.domain;

import java.util.Optional;

/**
 * A cart as it was read.
 *
 * @param cart the cart; {@link Cart#NONE} when there is none
 * @param version tells this state of the store from every other; empty when there is no cart
 * @param keyedBefore the fingerprint of the request that used the idempotency key before
 */
public record CartSnapshot(Cart cart, String version, Optional<String> keyedBefore) {}

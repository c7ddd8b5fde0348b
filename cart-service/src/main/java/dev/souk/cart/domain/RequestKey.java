package dev.souk.cart.domain;

/**
 * Tells a repeated request from a new one.
 *
 * @param key the idempotency key that the caller chose
 * @param fingerprint of the request's content
 */
public record RequestKey(String key, String fingerprint) {}

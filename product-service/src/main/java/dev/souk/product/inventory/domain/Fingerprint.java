package dev.souk.product.inventory.domain;

/**
 * What a request with an idempotency key is known by.
 *
 * @param scope the caller, the RPC and the key
 * @param requestHash the request's own hash
 */
public record Fingerprint(String scope, String requestHash) {}

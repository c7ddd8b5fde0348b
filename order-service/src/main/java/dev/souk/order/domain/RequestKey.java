package dev.souk.order.domain;

/**
 * Names a request, so that its repetition is known.
 *
 * @param caller user id of who asks
 * @param rpc full name of the method
 * @param key the idempotency key that the caller chose
 * @param requestHash tells this request from others with the same key
 */
public record RequestKey(String caller, String rpc, String key, String requestHash) {}

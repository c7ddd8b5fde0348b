package dev.souk.kit.fault;

import java.time.Instant;

/**
 * A fault in force.
 *
 * @param method the full name of a method, or that of a gRPC service followed by {@code /*}
 * @param probability the share of calls that it meets, above 0 and up to 1
 * @param expireTime when it ends by itself
 */
record Fault(String method, double probability, Effect effect, Instant expireTime) {}

package dev.souk.order.store;

import java.time.Duration;

/**
 * How this instance holds sagas.
 *
 * @param owner names this instance, for people who look at the rows
 * @param length how long a saga is this instance's after each step; longer than any step takes
 */
public record Leases(String owner, Duration length) {}

package dev.souk.order.task;

import java.time.Instant;

/**
 * When and where a task goes on.
 *
 * @param due when
 * @param step with what, for tasks that have several steps; else empty
 */
public record Rest(Instant due, String step) {}

package dev.souk.order.task;

import java.time.Instant;

/**
 * A task as people look at it.
 *
 * @param subjectId to what something is to be done
 * @param step what is next; empty for tasks that have one step
 * @param dueTime when it is due, or tried again
 * @param attempts how often it was put off
 * @param lastError why, as a reason of the error catalogue; empty when it was not
 */
public record WaitingTask(
    String subjectId, String step, Instant dueTime, int attempts, String lastError) {}

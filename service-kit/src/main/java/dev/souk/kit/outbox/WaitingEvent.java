package dev.souk.kit.outbox;

/**
 * An event in the outbox.
 *
 * @param id its place
 * @param event the event
 */
public record WaitingEvent(long id, OutboxEvent event) {}

package dev.souk.order.domain;

/**
 * An event in the outbox.
 *
 * @param id its place
 * @param event the event
 */
public record Waiting(long id, Event event) {}

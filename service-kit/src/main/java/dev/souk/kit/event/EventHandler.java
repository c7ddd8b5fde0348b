package dev.souk.kit.event;

import dev.souk.event.v1.EventEnvelope;

/**
 * What is done with events. An event may come again, and must then change nothing.
 *
 * <p>How a failure is met is told at {@link EventConsumer}.
 */
@FunctionalInterface
public interface EventHandler {

  /**
   * Comes before the first event, and again after each time that reading was broken off: from now
   * on every event comes. What an instance keeps by events alone can be read elsewhere then.
   */
  default void begun() {}

  /**
   * Takes one event.
   *
   * @throws PoisonException when it can never be taken
   */
  void handle(EventEnvelope event);

  /** Comes after the events that were read together, before their places are noted as done. */
  default void handled() {}
}

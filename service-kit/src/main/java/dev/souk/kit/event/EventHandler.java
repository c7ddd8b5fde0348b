package dev.souk.kit.event;

import dev.souk.event.v1.EventEnvelope;

/**
 * What is done with events. An event may come again, and must then change nothing.
 *
 * <p>How a failure of either method is met is told at {@link EventConsumer}.
 */
@FunctionalInterface
public interface EventHandler {

  /**
   * Takes one event.
   *
   * @throws PoisonException when it can never be taken
   */
  void handle(EventEnvelope event);

  /** Comes after the events that were read together, before their places are noted as done. */
  default void handled() {}
}

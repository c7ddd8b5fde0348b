package dev.souk.cart.metric;

import dev.souk.kit.metric.EnumCounters;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what happens to carts: {@code souk_carts_total}. */
public final class CartMeter {
  private final EnumCounters<Event> carts;

  /** What can happen. */
  enum Event {
    /** Somebody who had none has one. */
    CREATED,
    /** A guest's is taken into a user's. */
    MERGED,
    /** A user left it alone, and that was told. */
    ABANDONED,
    /** It could not be told, as Kafka did not take it; it is tried again. */
    UNTOLD
  }

  /** Registers the counters. */
  public CartMeter(MeterRegistry metrics) {
    carts =
        EnumCounters.register(
            metrics, "souk.carts", "What happened to carts", "event", Event.class);
  }

  void count(Event event, int times) {
    carts.count(event, times);
  }
}

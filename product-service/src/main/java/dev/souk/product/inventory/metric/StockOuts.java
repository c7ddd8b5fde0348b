package dev.souk.product.inventory.metric;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts orders that something was lacking for: {@code souk_stock_outs_total}. */
public final class StockOuts {
  private final Counter counter;

  /** Registers the counter. */
  public StockOuts(MeterRegistry metrics) {
    counter =
        Counter.builder("souk.stock.outs")
            .description("Reservations that were refused because something is out of stock")
            .register(metrics);
  }

  /** Counts the reservation when it is refused for that. */
  public <T> T watch(Supplier<T> reservation) {
    try {
      return reservation.get();
    } catch (ApiException e) {
      if (e.reason().equals(Reason.OUT_OF_STOCK.name())) {
        counter.increment();
      }
      throw e;
    }
  }
}

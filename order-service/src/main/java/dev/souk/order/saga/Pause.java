package dev.souk.order.saga;

import dev.souk.kit.error.Errors;
import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Pause {
  /** Waits on the system's clock. */
  Pause SYSTEM = Pause::sleep;

  /** Waits so long. */
  void waitFor(Duration time);

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.unavailable("order-service");
    }
  }
}

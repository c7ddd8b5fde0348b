package dev.souk.product.inventory.event;

import dev.souk.event.v1.AvailabilityChanged;
import dev.souk.event.v1.StockLow;
import dev.souk.product.inventory.domain.AvailabilityChange;
import dev.souk.product.inventory.domain.BecameLow;
import dev.souk.product.outbox.OutboxEvent;
import dev.souk.product.outbox.OutboxEvents;
import java.time.Clock;

/** The events of stock: that it becomes low, and that units become available or run out. */
public final class StockEvents {
  /** The topic of everything that happens to stock. */
  public static final String TOPIC = "souk.inventory";

  private final OutboxEvents events;
  private final Clock clock;

  /** Makes events there by the clock. */
  public StockEvents(OutboxEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** That the stock of a SKU has become low. */
  public OutboxEvent of(BecameLow low) {
    return events.of(
        TOPIC,
        low.sku(),
        low.alert(),
        clock.instant(),
        StockLow.newBuilder()
            .setSku(low.sku())
            .setProductId(low.listing().productId())
            .setSellerId(low.listing().sellerId())
            .setOnHand(low.onHand())
            .setThreshold(low.threshold())
            .build());
  }

  /** That units of SKUs have become available, or that the last are gone. */
  public OutboxEvent of(AvailabilityChange change) {
    return events.of(
        TOPIC,
        change.cause(),
        change.version(),
        clock.instant(),
        AvailabilityChanged.newBuilder().addAllSkus(change.skus()).build());
  }
}

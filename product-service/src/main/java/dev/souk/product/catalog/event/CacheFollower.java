package dev.souk.product.catalog.event;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.event.EventHandler;
import java.util.function.Consumer;

/** Says which products changed, whoever changed them, so that this instance forgets them. */
public final class CacheFollower implements EventHandler {
  private final Consumer<String> changed;

  /** Says it there. */
  public CacheFollower(Consumer<String> changed) {
    this.changed = changed;
  }

  @Override
  public void handle(EventEnvelope event) {
    changed.accept(event.getAggregateId());
  }
}

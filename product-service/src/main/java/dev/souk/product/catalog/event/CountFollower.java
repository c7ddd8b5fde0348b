package dev.souk.product.catalog.event;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.event.EventHandler;
import dev.souk.product.catalog.domain.CountProducts;
import java.util.LinkedHashSet;
import java.util.Set;

/** Counts the products of which events tell, those that were read together at once. */
public final class CountFollower implements EventHandler {
  /** The consumers that share the work. */
  public static final String GROUP = "product-service.category-counts";

  private final CountProducts counts;
  private final Set<String> waiting = new LinkedHashSet<>();

  /** Counts there. */
  public CountFollower(CountProducts counts) {
    this.counts = counts;
  }

  @Override
  public void handle(EventEnvelope event) {
    waiting.add(event.getAggregateId());
  }

  /** What fails is counted with the next events, or when these come again. */
  @Override
  public void handled() {
    counts.count(waiting);
    waiting.clear();
  }
}

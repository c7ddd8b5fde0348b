package dev.souk.cart.metric;

import dev.souk.cart.domain.Abandonment;
import dev.souk.cart.domain.Abandonments;
import dev.souk.cart.metric.CartMeter.Event;
import java.util.List;

/** Counts the abandoned carts that were told of, and those that could not be. */
public record MeteredAbandonments(Abandonments abandonments, CartMeter meter)
    implements Abandonments {
  @Override
  public List<Abandonment> tell(List<Abandonment> abandoned) {
    List<Abandonment> told = abandonments.tell(abandoned);
    meter.count(Event.ABANDONED, told.size());
    meter.count(Event.UNTOLD, abandoned.size() - told.size());
    return told;
  }
}

package dev.souk.order.fulfilment;

import dev.souk.order.domain.Order;
import dev.souk.order.domain.Shipment;

/**
 * A warehouse without shelves, for shops that try things out: every step is done when it is due,
 * and the tracking number is made of the order's number.
 *
 * @param carrier what the carrier is called
 */
public record PostRoom(String carrier) implements Warehouse {
  @Override
  public void pick(Order order) {}

  @Override
  public void pack(Order order) {}

  @Override
  public Shipment ship(Order order) {
    return new Shipment(carrier, "T" + order.number());
  }

  @Override
  public boolean isDelivered(Order order) {
    return true;
  }
}

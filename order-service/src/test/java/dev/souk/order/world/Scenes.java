package dev.souk.order.world;

import dev.souk.order.domain.Order;
import java.util.concurrent.atomic.AtomicInteger;

/** What the stories of tests begin with, and go on with after a death. */
public final class Scenes {
  private static final AtomicInteger buyers = new AtomicInteger();

  private final Checkouts shop;

  /** Of the shop. */
  public Scenes(Checkouts shop) {
    this.shop = shop;
  }

  /** A new buyer has paid 2 x 19.99 for a product of their own; three of five are left. */
  public Order bought() {
    int number = buyers.incrementAndGet();
    shop.world().shelves().put("SKU-" + number, "GBP", 1999, 5);
    shop.world().trolleys().add("usr_" + number, "SKU-" + number, 2);
    return shop.place("usr_" + number, "place", "tok_success");
  }

  /** What is left of the order's product. */
  public int onHand(Order order) {
    return shop.world().shelves().onHand(order.items().getFirst().sku());
  }

  /** The order as it is now. */
  public Order read(Order order) {
    return shop.ordersOf(order.userId()).getFirst();
  }

  /** After a death the runner goes on, or else whoever asks again once the lease has ended. */
  public void goOn(boolean byTheRunner) {
    if (byTheRunner) {
      shop.resume();
    } else {
      shop.clock().advance(Checkouts.LEASE.plusSeconds(1));
    }
  }
}

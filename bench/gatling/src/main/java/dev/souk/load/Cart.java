package dev.souk.load;

import java.util.List;

/** Customers who fill their carts and empty them again. */
public final class Cart extends Profile {
  static final int P95 = 100;
  static final int P99 = 250;

  /** At 15 customers a second. */
  public Cart() {
    Plan plan = Plan.of(15);
    Visits visits = visits(plan, plan.rate());
    follow(plan, List.of(new Visit("cart", 1, Visits.CART, visits::cart, P95, P99)));
  }
}

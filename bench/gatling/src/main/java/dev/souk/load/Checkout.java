package dev.souk.load;

import java.util.List;

/** Customers who order one thing each, and pay. */
public final class Checkout extends Profile {
  static final int P95 = 500;
  static final int P99 = 1_000;

  /** At 3 customers a second. */
  public Checkout() {
    Plan plan = Plan.of(3);
    Visits visits = visits(plan, plan.rate());
    follow(plan, List.of(new Visit("checkout", 1, Visits.CHECKOUT, visits::checkout, P95, P99)));
  }
}

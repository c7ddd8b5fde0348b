package dev.souk.load;

import java.util.List;

/** A day in the shop: of twenty visitors sixteen look around, three fill a cart, one orders. */
public final class Mixed extends Profile {
  private static final double BROWSE = 0.8;
  private static final double CART = 0.15;
  private static final double CHECKOUT = 0.05;

  /** At 10 visitors a second. */
  public Mixed() {
    Plan plan = Plan.of(10);
    Visits visits = visits(plan, plan.rate() * (CART + CHECKOUT));
    follow(
        plan,
        List.of(
            new Visit("browse", BROWSE, Visits.BROWSE, visits::browse, Browse.P95, Browse.P99),
            new Visit("cart", CART, Visits.CART, visits::cart, Cart.P95, Cart.P99),
            new Visit(
                "checkout",
                CHECKOUT,
                Visits.CHECKOUT,
                visits::checkout,
                Checkout.P95,
                Checkout.P99)));
  }
}

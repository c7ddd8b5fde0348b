package dev.souk.load;

import java.util.List;

/** Visitors who look around: lists, searches, products, stock. */
public final class Browse extends Profile {
  static final int P95 = 250;
  static final int P99 = 600;

  /** At 20 visitors a second. */
  public Browse() {
    Plan plan = Plan.of(20);
    Visits visits = visits(plan, 0);
    follow(plan, List.of(new Visit("browse", 1, Visits.BROWSE, visits::browse, P95, P99)));
  }
}

package dev.souk.local.verify;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The invariants of a shop. Its stores change while they are read, and no read sees all of them in
 * one moment: so what seems broken is looked at again, and counts when it is broken every time.
 */
final class Invariants {
  private static final int PASSES = 5;

  private final List<Check> checks;

  Invariants(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** All invariants, on the live stores. */
  static Invariants of(LiveStores stores) {
    return new Invariants(
        List.of(
            new StockCheck(stores.stock()),
            new IdempotencyCheck(stores.orders()),
            new PaymentCheck(stores.payments()),
            new PaidOrderCheck(stores),
            new RefundCheck(stores.orders(), stores.payments()),
            new HistoryCheck(stores.orders()),
            new RatingCheck(stores.reviews()),
            new ErasureCheck(stores)));
  }

  /** Checks all, with a line about each, and tells what is broken. */
  List<String> broken(PrintStream out) throws Exception {
    List<String> broken = new ArrayList<>();
    for (Check check : checks) {
      Set<String> violations = lasting(check);
      out.println((violations.isEmpty() ? "ok      " : "BROKEN  ") + check.name());
      violations.forEach(v -> out.println("          " + v));
      broken.addAll(violations);
    }
    return broken;
  }

  private static Set<String> lasting(Check check) throws Exception {
    Set<String> violations = check.violations();
    for (int pass = 1; pass < PASSES && !violations.isEmpty(); pass++) {
      violations.retainAll(check.violations());
    }
    return violations;
  }
}

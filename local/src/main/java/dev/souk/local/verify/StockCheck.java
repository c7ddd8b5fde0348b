package dev.souk.local.verify;

import dev.souk.product.audit.StockAudit;
import java.util.HashSet;
import java.util.Set;

/**
 * Stock is the sum of its ledger, never more is reserved than there is, and reservations end in
 * time.
 */
record StockCheck(StockAudit audit) implements Check {

  @Override
  public String name() {
    return "stock is the sum of its ledger, reserved <= on hand, no reservation outlives its time";
  }

  @Override
  public Set<String> violations() {
    return new HashSet<>(audit.violations());
  }
}

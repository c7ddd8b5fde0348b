package dev.souk.local.verify;

import dev.souk.product.audit.ReviewAudit;
import java.util.HashSet;
import java.util.Set;

/** A product's rating is that of its published reviews, and a customer has one review of it. */
record RatingCheck(ReviewAudit audit) implements Check {

  @Override
  public String name() {
    return "ratings are those of the reviews, one for each customer and product";
  }

  @Override
  public Set<String> violations() {
    return new HashSet<>(audit.violations());
  }
}

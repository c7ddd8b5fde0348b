package dev.souk.product.dynamo;

import java.util.Set;

/**
 * What became of a transaction.
 *
 * @param refusedBy the items whose condition did not hold; when empty everything was written,
 *     otherwise nothing
 */
public record Outcome(Set<Key> refusedBy) {
  /** Whether everything was written. */
  public boolean done() {
    return refusedBy.isEmpty();
  }

  /** Whether the condition on this item did not hold. */
  public boolean refusedBy(Key key) {
    return refusedBy.contains(key);
  }
}

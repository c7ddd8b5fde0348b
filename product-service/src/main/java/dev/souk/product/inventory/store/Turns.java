package dev.souk.product.inventory.store;

import static dev.souk.product.dynamo.LevelAttributes.available;

import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.AvailabilityChange;
import dev.souk.product.outbox.OutboxEvent;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The SKUs that turn in a transaction: units become available at a location where there were none,
 * or the last are taken. Who changes a level either names it here, or writes on the condition that
 * it does not turn. That condition holds for many writers of a hot SKU at once.
 */
final class Turns {
  private final Set<String> skus;

  /** None so far. */
  Turns() {
    this(Set.of());
  }

  /** These so far. */
  Turns(Set<String> skus) {
    this.skus = new TreeSet<>(skus);
  }

  /** Changes what was available at a location as it was read: turns, or may not turn. */
  void change(LevelUpdate update, KeptLevel before, String location, int delta) {
    int found = before.level().at(location).available();
    if (found <= 0 || found + delta <= 0) {
      skus.add(before.level().sku());
    } else {
      update.require(available(location), ">", Math.max(0, -delta));
    }
  }

  /** The event of the transaction; none where nothing turns. */
  Optional<Write> event(
      Function<AvailabilityChange, OutboxEvent> events, String cause, long version) {
    return skus.isEmpty()
        ? Optional.empty()
        : Optional.of(events.apply(new AvailabilityChange(cause, version, skus)).write());
  }
}

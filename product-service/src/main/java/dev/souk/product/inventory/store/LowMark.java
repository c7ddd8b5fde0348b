package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.BecameLow;
import dev.souk.product.inventory.domain.Listing;
import dev.souk.product.inventory.domain.WatchedLevel;
import dev.souk.product.outbox.OutboxEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the total of a level and the mark that its stock is low, in the write that changes the
 * units on hand. The write is conditional on which side of the threshold the total ends up on, not
 * on the total itself: writers of a hot SKU are in each other's way only when it crosses.
 */
public final class LowMark {
  private final int defaultThreshold;
  private final Function<BecameLow, OutboxEvent> events;

  /**
   * Marks levels.
   *
   * @param defaultThreshold from how many units on hand downwards stock is low as a rule
   * @param events what to tell of stock that has become low
   */
  public LowMark(int defaultThreshold, Function<BecameLow, OutboxEvent> events) {
    this.defaultThreshold = defaultThreshold;
    this.events = events;
  }

  WatchedLevel watched(KeptLevel level) {
    return new WatchedLevel(level.level(), thresholdOf(level), level.low());
  }

  /** Whether the stock becomes low by a change of the units on hand. */
  boolean becomesLow(KeptLevel before, int delta) {
    return !before.low() && isLow(before, delta, thresholdOf(before));
  }

  /**
   * Counts a change of the units on hand, and sets or removes the mark.
   *
   * @return the event that goes with it, if one does
   */
  Optional<Write> count(LevelUpdate update, KeptLevel before, int delta, Listing listing) {
    if (before.threshold().isPresent()) {
      update.require(LevelAttributes.THRESHOLD, "=", before.threshold().get());
    } else {
      update.requireThere(LevelAttributes.THRESHOLD, false);
    }
    return mark(update, before, delta, thresholdOf(before), listing);
  }

  /**
   * Sets another threshold, and sets or removes the mark.
   *
   * @return the event that goes with it, if one does
   */
  Optional<Write> watch(LevelUpdate update, KeptLevel before, int threshold, Listing listing) {
    update.set(LevelAttributes.THRESHOLD, threshold);
    return mark(update, before, 0, threshold, listing);
  }

  private int thresholdOf(KeptLevel level) {
    return level.threshold().orElse(defaultThreshold);
  }

  private static boolean isLow(KeptLevel before, int delta, int threshold) {
    return before.level().onHand() + delta <= threshold;
  }

  private Optional<Write> mark(
      LevelUpdate update, KeptLevel before, int delta, int threshold, Listing listing) {
    boolean low = isLow(before, delta, threshold);
    total(update, before, delta, low ? "<=" : ">", (long) threshold - delta);
    update.requireThere(LevelAttributes.LOW_SHARD, before.low());
    if (!low && before.low()) {
      update.remove(LevelAttributes.LOW_SELLER).remove(LevelAttributes.LOW_SHARD);
    }
    if (!low || before.low()) {
      return Optional.empty();
    }
    String sku = before.level().sku();
    long alert = before.alerts() + 1;
    update
        .set(InventoryTable.SKU, sku)
        .set(LevelAttributes.LOW_SELLER, InventoryTable.lowOf(listing.sellerId()))
        .set(LevelAttributes.LOW_SHARD, InventoryTable.lowShard(sku))
        .set(LevelAttributes.ALERTS, alert);
    int onHand = before.level().onHand() + delta;
    return Optional.of(events.apply(new BecameLow(sku, listing, onHand, threshold, alert)).write());
  }

  private static void total(
      LevelUpdate update, KeptLevel before, int delta, String comparison, long limit) {
    if (before.counted()) {
      update.add(LevelAttributes.TOTAL, delta).require(LevelAttributes.TOTAL, comparison, limit);
    } else {
      int onHand = before.level().onHand();
      update
          .set(LevelAttributes.TOTAL, (long) onHand + delta)
          .requireThere(LevelAttributes.TOTAL, false)
          .requireAs(LevelAttributes.onHand(LevelAttributes.MAIN), onHand);
    }
  }
}

package dev.souk.product.inventory.store;

import dev.souk.kit.error.Errors;
import dev.souk.product.dynamo.Backoff;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Adjusted;
import dev.souk.product.inventory.domain.AvailabilityChange;
import dev.souk.product.inventory.domain.KeptAnswer;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.Listing;
import dev.souk.product.inventory.domain.StockLevel;
import dev.souk.product.inventory.domain.StockLevels;
import dev.souk.product.outbox.OutboxEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Levels in the inventory table. */
public final class DynamoStockLevels implements StockLevels {
  private final Dynamo dynamo;
  private final Clock clock;
  private final KeptLevels levels;
  private final LowMark lowMark;
  private final Function<AvailabilityChange, OutboxEvent> availability;

  /**
   * Keeps levels there, and marks those that are low.
   *
   * @param availability what to tell of a SKU that becomes available or runs out
   */
  public DynamoStockLevels(
      Dynamo dynamo,
      Clock clock,
      LowMark lowMark,
      Function<AvailabilityChange, OutboxEvent> availability) {
    this.dynamo = dynamo;
    this.clock = clock;
    this.levels = new KeptLevels(dynamo);
    this.lowMark = lowMark;
    this.availability = availability;
  }

  @Override
  public Map<String, StockLevel> find(Collection<String> skus) {
    return levels.find(skus).entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().level()));
  }

  @Override
  public Optional<StockLevel> adjust(
      String sku, Listing listing, Function<StockLevel, Adjusted> decide) {
    Backoff backoff = new Backoff();
    do {
      KeptLevel before = levels.find(sku);
      Adjusted adjusted = decide.apply(before.level());
      Outcome outcome = dynamo.transact(writes(before, listing, adjusted));
      if (outcome.done() || outcome.refusedBy(key(adjusted.entry()))) {
        return Optional.of(adjusted.level());
      }
      if (adjusted.answer().map(answer -> outcome.refusedBy(key(answer))).orElse(false)) {
        return Optional.empty();
      }
      if (outcome.refusedBy(ProductsTable.sku(sku))) {
        throw Errors.notFound("SKU", sku);
      }
    } while (backoff.again());
    throw Errors.contention("stock");
  }

  /** The check keeps a SKU that is being removed from getting stock that nobody could sell. */
  private List<Write> writes(KeptLevel before, Listing listing, Adjusted adjusted) {
    LedgerEntry entry = adjusted.entry();
    List<Write> writes = new ArrayList<>();
    adjusted.answer().ifPresent(answer -> writes.add(AnswerItems.keep(answer, clock.instant())));
    writes.add(Write.checkPresent(ProductsTable.sku(entry.sku())));
    writes.addAll(level(before, listing, entry));
    writes.add(LevelItems.entry(entry));
    return writes;
  }

  private List<Write> level(KeptLevel before, Listing listing, LedgerEntry entry) {
    LevelUpdate update = LevelItems.adjust(before, entry.location(), entry.delta());
    Optional<Write> low = lowMark.count(update, before, entry.delta(), listing);
    Turns turns = new Turns();
    turns.change(update, before, entry.location(), entry.delta());
    Optional<Write> turned = turns.event(availability, entry.entryId(), 1);
    if (entry.delta() > 0 && before.counted()) {
      update.require(LevelAttributes.TOTAL, "<=", StockLevel.MAXIMUM - entry.delta());
    }
    return Stream.of(Optional.of(update.write()), low, turned).flatMap(Optional::stream).toList();
  }

  /**
   * Entries have ids of their own: one that is there was written by a call that lost its answer.
   */
  private static Key key(LedgerEntry entry) {
    return InventoryTable.ledgerEntry(entry.sku(), entry.entryId());
  }

  private static Key key(KeptAnswer answer) {
    return InventoryTable.answer(answer.request().scope());
  }
}

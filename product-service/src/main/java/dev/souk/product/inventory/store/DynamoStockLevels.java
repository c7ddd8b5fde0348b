package dev.souk.product.inventory.store;

import dev.souk.kit.error.Errors;
import dev.souk.product.dynamo.Backoff;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Adjusted;
import dev.souk.product.inventory.domain.KeptAnswer;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.StockLevel;
import dev.souk.product.inventory.domain.StockLevels;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Levels in the inventory table. */
public final class DynamoStockLevels implements StockLevels {
  private final Dynamo dynamo;
  private final Clock clock;

  /** Keeps levels there. */
  public DynamoStockLevels(Dynamo dynamo, Clock clock) {
    this.dynamo = dynamo;
    this.clock = clock;
  }

  @Override
  public Map<String, StockLevel> find(Collection<String> skus) {
    return find(skus, true);
  }

  @Override
  public Optional<StockLevel> adjust(String sku, Function<StockLevel, Adjusted> decide) {
    Backoff backoff = new Backoff();
    do {
      StockLevel before = find(List.of(sku)).get(sku);
      Adjusted adjusted = decide.apply(before);
      Outcome outcome = dynamo.transact(writes(before, adjusted));
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

  /** The levels of the SKUs; not the newest state unless consistent. */
  Map<String, StockLevel> find(Collection<String> skus, boolean consistent) {
    Map<Key, Item> items =
        dynamo.batchGet(skus.stream().map(InventoryTable::level).toList(), consistent);
    return skus.stream()
        .distinct()
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(),
                sku ->
                    Optional.ofNullable(items.get(InventoryTable.level(sku)))
                        .map(item -> LevelItems.read(sku, item))
                        .orElseGet(() -> StockLevel.none(sku))));
  }

  /** The check keeps a SKU that is being removed from getting stock that nobody could sell. */
  private List<Write> writes(StockLevel before, Adjusted adjusted) {
    List<Write> writes = new ArrayList<>();
    adjusted.answer().ifPresent(answer -> writes.add(AnswerItems.keep(answer, clock.instant())));
    writes.add(Write.checkPresent(ProductsTable.sku(before.sku())));
    writes.add(LevelItems.adjust(before, adjusted.entry().delta()));
    writes.add(LevelItems.entry(adjusted.entry()));
    return writes;
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

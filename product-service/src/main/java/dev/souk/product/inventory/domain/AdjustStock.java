package dev.souk.product.inventory.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Shortage;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds to or takes from the stock of a SKU at a location, with a ledger entry.
 *
 * <p>Fails with {@code IDEMPOTENCY_KEY_REUSED} when the key was used for another request; with
 * {@code NOT_FOUND} for an unknown SKU or another seller's; with {@code OUT_OF_STOCK} when less
 * would be on hand at the location than is reserved; with {@code INVALID_FIELD} above {@link
 * StockLevel#MAXIMUM} and for more than {@link StockLevel#LOCATIONS}.
 */
public final class AdjustStock {
  private final StockLevels levels;
  private final Listings listings;
  private final KeptAnswer.Store answers;
  private final Clock clock;
  private final Ids ids;
  private final Consumer<String> productChanged;

  /** Adjusts by the clock, and says the id of the product whose stock changed. */
  public AdjustStock(
      StockLevels levels,
      Listings listings,
      KeptAnswer.Store answers,
      Clock clock,
      Ids ids,
      Consumer<String> productChanged) {
    this.levels = levels;
    this.listings = listings;
    this.answers = answers;
    this.clock = clock;
    this.ids = ids;
    this.productChanged = productChanged;
  }

  /** Makes the adjustment once for the request, where it has an idempotency key. */
  public StockLevel adjust(Adjustment adjustment, Actor actor, Optional<Fingerprint> request) {
    Optional<StockLevel> before = request.flatMap(this::replay);
    return before.orElseGet(() -> firstTime(adjustment, actor, request));
  }

  private Optional<StockLevel> replay(Fingerprint request) {
    return answers.find(request.scope(), clock.instant()).map(kept -> kept.replay(request));
  }

  private StockLevel firstTime(Adjustment adjustment, Actor actor, Optional<Fingerprint> request) {
    Listing listing =
        listings
            .find(adjustment.sku())
            .filter(actor::mayChange)
            .orElseThrow(() -> Errors.notFound("SKU", adjustment.sku()));
    String entryId = ids.next("led");
    Optional<StockLevel> changed =
        levels.adjust(
            adjustment.sku(), listing, level -> decide(level, adjustment, actor, request, entryId));
    productChanged.accept(listing.productId());
    return changed
        .or(() -> request.flatMap(this::replay))
        .orElseThrow(Errors::idempotencyInProgress);
  }

  private Adjusted decide(
      StockLevel level,
      Adjustment adjustment,
      Actor actor,
      Optional<Fingerprint> request,
      String entryId) {
    StockLevel there = level.only(adjustment.location());
    if (!there.canSpare(-adjustment.delta())) {
      throw refusal(there, -adjustment.delta(), request);
    }
    Instant now = clock.instant();
    StockLevel after = level.plus(adjustment.location(), adjustment.delta());
    LedgerEntry entry =
        new LedgerEntry(
            entryId,
            adjustment.sku(),
            adjustment.location(),
            adjustment.delta(),
            adjustment.reason(),
            actor.userId(),
            "",
            now);
    return new Adjusted(after, entry, request.map(known -> KeptAnswer.done(known, after, now)));
  }

  /** Keeps the refusal first; where another answer was kept meanwhile, that one is given. */
  private ApiException refusal(StockLevel level, int quantity, Optional<Fingerprint> request) {
    Instant now = clock.instant();
    boolean kept =
        request
            .map(known -> answers.keep(KeptAnswer.refused(known, level, quantity, now), now))
            .orElse(true);
    return kept
        ? CheckoutErrors.outOfStock(List.of(new Shortage(level.sku(), quantity, level.available())))
        : Errors.idempotencyInProgress();
  }
}

package dev.souk.product.inventory.domain;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Shortage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The first answer to a request with an idempotency key.
 *
 * @param request what the request is known by
 * @param level the level as it was answered: after the adjustment, or as it was when refused
 * @param refusedQuantity the units that were refused; 0 when the adjustment was made
 * @param expireTime until when it is kept
 */
public record KeptAnswer(
    Fingerprint request, StockLevel level, int refusedQuantity, Instant expireTime) {
  private static final Duration KEPT = Duration.ofHours(24);

  /** That the level was changed to this. */
  static KeptAnswer done(Fingerprint request, StockLevel level, Instant now) {
    return new KeptAnswer(request, level, 0, now.plus(KEPT));
  }

  /** That so many units could not be taken from this level. */
  static KeptAnswer refused(Fingerprint request, StockLevel level, int quantity, Instant now) {
    return new KeptAnswer(request, level, quantity, now.plus(KEPT));
  }

  /** Gives the answer again, to the same request alone. */
  StockLevel replay(Fingerprint repeated) {
    if (!request.requestHash().equals(repeated.requestHash())) {
      throw Errors.idempotencyKeyReused();
    }
    if (refusedQuantity > 0) {
      throw CheckoutErrors.outOfStock(
          List.of(new Shortage(level.sku(), refusedQuantity, level.available())));
    }
    return level;
  }

  /** Where answers are kept. */
  public interface Store {
    /** The answer kept for the scope, unless it has expired. */
    Optional<KeptAnswer> find(String scope, Instant now);

    /** Keeps an answer; false, and nothing done, when there is one. */
    boolean keep(KeptAnswer answer, Instant now);
  }
}

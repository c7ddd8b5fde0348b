package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.order.domain.Carts;
import dev.souk.order.domain.Prices;
import dev.souk.order.refund.Refunds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a saga from step to step, by whoever holds its lease: the request's thread first, the
 * {@link SagaRunner} when that died or ran out of time.
 */
public final class SagaDriver {
  private static final Logger LOG = LoggerFactory.getLogger(SagaDriver.class);
  private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final Backoff LATER = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Sagas sagas;
  private final PlacementSteps placement;
  private final CancellationSteps cancellation;
  private final Clock clock;
  private final Pause pause;
  private final StepWatch watch;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /** Drives with these. */
  public SagaDriver(
      Sagas sagas,
      Stock stock,
      Payments payments,
      Prices prices,
      Carts carts,
      Refunds refunds,
      Clock clock,
      Pause pause,
      StepWatch watch) {
    this.sagas = sagas;
    this.placement = new PlacementSteps(sagas, stock, payments, prices, carts, clock);
    this.cancellation = new CancellationSteps(sagas, stock, payments, refunds, clock);
    this.clock = clock;
    this.pause = pause;
    this.watch = watch;
  }

  /**
   * Drives the saga to its end, or as far as it comes: what fails is repeated until {@code giveUp},
   * then left for later.
   *
   * @throws ApiException {@code PAYMENT_ACTION_REQUIRED} when it waits for the buyer to confirm the
   *     payment
   * @throws LeaseLostException when somebody else drives it
   */
  public Checkout drive(Checkout start, Instant giveUp) {
    Checkout checkout = start;
    int failures = 0;
    while (!checkout.saga().isDone()) {
      try {
        checkout = watched(checkout);
        failures = 0;
      } catch (ApiException e) {
        if (Refusals.is(e, Reason.PAYMENT_ACTION_REQUIRED)) {
          sagas.rest(checkout.saga(), placement.nextLook(checkout.order()));
          throw e;
        }
        failures++;
        if (!waitToRepeat(checkout.saga(), failures, giveUp, e)) {
          return checkout;
        }
      }
    }
    return checkout;
  }

  private boolean waitToRepeat(Saga saga, int failures, Instant giveUp, ApiException cause) {
    Duration delay = AT_ONCE.after(failures, random);
    // The buyer has the order already: nobody waits for the cart.
    if (saga.step() == Step.CLEAR_CART || clock.instant().plus(delay).isAfter(giveUp)) {
      Duration rest = LATER.after(saga.attempts() + 1, random);
      LOG.warn("{} is put off for {}: {}", saga, rest, cause.getMessage());
      sagas.postpone(saga, clock.instant().plus(rest));
      return false;
    }
    pause.waitFor(delay);
    return true;
  }

  private Checkout watched(Checkout before) {
    Instant start = clock.instant();
    StepOutcome outcome = StepOutcome.FAILED;
    try {
      Checkout after = next(before);
      outcome = turnedBack(before, after) ? StepOutcome.REFUSED : StepOutcome.DONE;
      return after;
    } catch (ApiException e) {
      if (Refusals.is(e, Reason.PAYMENT_ACTION_REQUIRED)) {
        outcome = StepOutcome.WAITING;
      }
      throw e;
    } finally {
      watch.taken(before.saga().step(), outcome, Duration.between(start, clock.instant()));
    }
  }

  private static boolean turnedBack(Checkout before, Checkout after) {
    return before.saga().refusal().isEmpty() && after.saga().refusal().isPresent();
  }

  private Checkout next(Checkout checkout) {
    return switch (checkout.saga().step()) {
      case RESERVE -> placement.reserve(checkout);
      case AUTHORIZE -> placement.authorize(checkout);
      case CONFIRM -> placement.confirm(checkout);
      case REVALIDATE -> placement.revalidate(checkout);
      case CAPTURE -> placement.capture(checkout);
      case COMMIT -> placement.commit(checkout);
      case CLEAR_CART -> placement.clearCart(checkout);
      case VOID -> placement.giveMoneyBack(checkout);
      case RELEASE -> placement.giveStockBack(checkout);
      case REFUND -> cancellation.refund(checkout);
      case RESTOCK -> cancellation.restock(checkout);
      case DONE -> checkout;
    };
  }
}

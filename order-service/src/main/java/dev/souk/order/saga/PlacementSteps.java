package dev.souk.order.saga;

import com.google.rpc.Code;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.order.domain.Carts;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Prices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The steps from a pending order to a paid one:
 *
 * <pre>
 *   RESERVE - AUTHORIZE ----------- REVALIDATE - CAPTURE - COMMIT - (paid) - CLEAR_CART - DONE
 *      |          |  \- CONFIRM -/       |          |         |
 *      |          +---------+------------+----------+---------+--> VOID
 *      +---------------------------------------------------------> RELEASE - (failed) - DONE
 * </pre>
 *
 * At CONFIRM the order waits for its buyer, who confirms the payment at their bank.
 *
 * <p>* A definite refusal turns the saga back; anything else is thrown, and the step is repeated.
 * Nothing is captured once the hold on the stock is about to end. Once captured, the order goes
 * forward, unless the stock was lost meanwhile: then the buyer gets the money back.
 */
final class PlacementSteps {
  /** How long the stock is held. */
  static final Duration HOLD = Duration.ofMinutes(15);

  /** After this time an order that was not captured is refused: its hold is about to end. */
  static final Duration PATIENCE = HOLD.minusMinutes(1);

  /** How long an order waits for its buyer's confirmation before the provider is asked again. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

  private static final String SELF = "order-service";

  private final Sagas sagas;
  private final Stock stock;
  private final Payments payments;
  private final Prices prices;
  private final Carts carts;
  private final Clock clock;

  PlacementSteps(
      Sagas sagas, Stock stock, Payments payments, Prices prices, Carts carts, Clock clock) {
    this.sagas = sagas;
    this.stock = stock;
    this.payments = payments;
    this.prices = prices;
    this.carts = carts;
    this.clock = clock;
  }

  Checkout reserve(Checkout checkout) {
    if (isLate(checkout)) {
      return tooLate(checkout, Step.RELEASE);
    }
    try {
      stock.reserve(checkout.order(), HOLD);
    } catch (ApiException e) {
      // An order holds once: a hold that has ended is not made again.
      ApiException reason = Refusals.is(e, Reason.ILLEGAL_STATE) ? Errors.deadlinePassed() : e;
      return turnBack(checkout, e, reason, Step.RELEASE);
    }
    return advance(checkout, Step.AUTHORIZE);
  }

  Checkout authorize(Checkout checkout) {
    if (isLate(checkout)) {
      return tooLate(checkout, Step.VOID);
    }
    String paymentId;
    try {
      paymentId =
          payments.authorize(checkout.order(), checkout.saga().paymentToken().orElseThrow());
    } catch (ApiException e) {
      if (Refusals.is(e, Reason.PAYMENT_ACTION_REQUIRED)) {
        return advance(checkout, Step.CONFIRM);
      }
      return withoutPayment(checkout, e, aboutTheToken(e));
    }
    return sagas.authorized(checkout, paymentId, Step.REVALIDATE);
  }

  /**
   * Throws {@code PAYMENT_ACTION_REQUIRED} while the buyer has not confirmed. What they confirm
   * after the order was given up is given up too.
   */
  Checkout confirm(Checkout checkout) {
    if (isLate(checkout)) {
      ApiException reason = CheckoutErrors.paymentDeclined("confirmation_expired");
      return new Checkout(checkout.order(), sagas.refuse(checkout.saga(), reason, Step.VOID));
    }
    String paymentId;
    try {
      paymentId = payments.confirm(checkout.order());
    } catch (ApiException e) {
      if (Refusals.is(e, Reason.PAYMENT_ACTION_REQUIRED)) {
        throw e;
      }
      return withoutPayment(checkout, e, e);
    }
    return sagas.authorized(checkout, paymentId, Step.REVALIDATE);
  }

  /** When to ask again whether the buyer has confirmed, though nobody says so. */
  Instant nextLook(Order order) {
    Instant soon = clock.instant().plus(LOOK_AGAIN);
    Instant late = order.createTime().plus(PATIENCE).plusMillis(1);
    return soon.isBefore(late) ? soon : late;
  }

  /** A declined payment stays declined: there is nothing to give up. */
  private Checkout withoutPayment(Checkout checkout, ApiException answer, ApiException reason) {
    boolean declined = Refusals.is(answer, Reason.PAYMENT_DECLINED);
    return turnBack(checkout, answer, reason, declined ? Step.RELEASE : Step.VOID);
  }

  Checkout revalidate(Checkout checkout) {
    if (isLate(checkout)) {
      return tooLate(checkout, Step.VOID);
    }
    try {
      prices.requireUnchanged(checkout.order());
    } catch (ApiException e) {
      return turnBack(checkout, e, e, Step.VOID);
    }
    return new Checkout(checkout.order(), sagas.advanceDurably(checkout.saga(), Step.CAPTURE));
  }

  Checkout capture(Checkout checkout) {
    if (isLate(checkout)) {
      // Whether an earlier attempt took the money is not known here: giving it up tells.
      return tooLate(checkout, Step.VOID);
    }
    try {
      payments.capture(checkout.order());
    } catch (ApiException e) {
      boolean declined = Refusals.is(e, Reason.PAYMENT_DECLINED);
      ApiException reason = declined ? e : CheckoutErrors.paymentDeclined("authorization_ended");
      return turnBack(checkout, e, reason, Step.VOID);
    }
    return advance(checkout, Step.COMMIT);
  }

  Checkout commit(Checkout checkout) {
    try {
      stock.commit(checkout.order());
    } catch (ApiException e) {
      return turnBack(checkout, e, Errors.deadlinePassed(), Step.VOID);
    }
    return sagas.change(checkout, moved(checkout.order(), OrderState.PAID, ""), Step.CLEAR_CART);
  }

  Checkout clearCart(Checkout checkout) {
    if (checkout.order().terms().fromCart()) {
      carts.removeOrdered(checkout.order());
    }
    return advance(checkout, Step.DONE);
  }

  Checkout giveMoneyBack(Checkout checkout) {
    try {
      payments.voidAuthorization(checkout.order());
    } catch (ApiException e) {
      if (!Refusals.is(e, Reason.ILLEGAL_STATE)) {
        throw e;
      }
      payments.refund(checkout.order());
    }
    return advance(checkout, Step.RELEASE);
  }

  Checkout giveStockBack(Checkout checkout) {
    try {
      stock.release(checkout.order());
    } catch (ApiException e) {
      if (!Refusals.is(e, Reason.ILLEGAL_STATE)) {
        throw e;
      }
      stock.restock(checkout.order());
    }
    String reason = checkout.saga().refusal().orElseThrow().reason();
    return sagas.change(checkout, moved(checkout.order(), OrderState.FAILED, reason), Step.DONE);
  }

  private Checkout advance(Checkout checkout, Step next) {
    return new Checkout(checkout.order(), sagas.advance(checkout.saga(), next));
  }

  /** Refuses the order for the reason when the answer was definite; else throws it again. */
  private Checkout turnBack(
      Checkout checkout, ApiException answer, ApiException reason, Step undo) {
    if (!Refusals.isDefinite(answer)) {
      throw answer;
    }
    return new Checkout(checkout.order(), sagas.refuse(checkout.saga(), reason, undo));
  }

  private Checkout tooLate(Checkout checkout, Step undo) {
    return new Checkout(
        checkout.order(), sagas.refuse(checkout.saga(), Errors.deadlinePassed(), undo));
  }

  private boolean isLate(Checkout checkout) {
    return clock.instant().isAfter(checkout.order().createTime().plus(PATIENCE));
  }

  private Order moved(Order order, OrderState state, String reason) {
    return order.become(new HistoryEntry(state, clock.instant(), SELF, reason));
  }

  private static ApiException aboutTheToken(ApiException error) {
    return error.code() == Code.INVALID_ARGUMENT
        ? Errors.invalid("payment.token", "is not known to the payment provider")
        : error;
  }
}

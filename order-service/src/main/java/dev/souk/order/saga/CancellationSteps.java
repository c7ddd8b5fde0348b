package dev.souk.order.saga;

import dev.souk.kit.error.Errors;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.refund.Refunds;
import java.time.Clock;

/**
 * The steps from an order being cancelled to a cancelled one: REFUND - RESTOCK - (cancelled) -
 * DONE. It never turns back: what fails is repeated until it succeeds.
 */
final class CancellationSteps {
  private static final String SELF = "order-service";

  private final Sagas sagas;
  private final Stock stock;
  private final Payments payments;
  private final Refunds refunds;
  private final Clock clock;

  CancellationSteps(Sagas sagas, Stock stock, Payments payments, Refunds refunds, Clock clock) {
    this.sagas = sagas;
    this.stock = stock;
    this.payments = payments;
    this.refunds = refunds;
    this.clock = clock;
  }

  /** What is left is known once every refund before it has ended; there are no new ones. */
  Checkout refund(Checkout checkout) {
    if (refunds.isPending(checkout.order().orderId())) {
      throw Errors.unavailable("the payment provider");
    }
    payments.refund(checkout.order());
    return new Checkout(checkout.order(), sagas.advance(checkout.saga(), Step.RESTOCK));
  }

  Checkout restock(Checkout checkout) {
    stock.restock(checkout.order());
    Order cancelled =
        checkout.order().become(new HistoryEntry(OrderState.CANCELLED, clock.instant(), SELF, ""));
    return sagas.change(checkout, cancelled, Step.DONE);
  }
}

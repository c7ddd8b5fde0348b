package dev.souk.payment.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.util.Optional;

/**
 * Sets an order's amount aside at the provider, once an order.
 *
 * <p>Errors: {@code PAYMENT_DECLINED}, {@code PAYMENT_ACTION_REQUIRED}, {@code ILLEGAL_STATE} when
 * the payment was given up, INVALID_ARGUMENT for an unknown token, {@code IDEMPOTENCY_KEY_REUSED}
 * when the order has a payment of another amount or buyer, UNAVAILABLE while the outcome is not
 * known.
 */
public final class AuthorizePayment {
  private final PaymentStore store;
  private final PaymentProvider provider;
  private final Settlement settlement;
  private final ConfirmPayment confirmation;
  private final Ids ids;
  private final Clock clock;

  AuthorizePayment(
      PaymentStore store,
      PaymentProvider provider,
      Settlement settlement,
      ConfirmPayment confirmation,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.provider = provider;
    this.settlement = settlement;
    this.confirmation = confirmation;
    this.ids = ids;
    this.clock = clock;
  }

  /** The authorized payment. */
  public Payment authorize(Authorization request) {
    Payment payment = store.findByOrder(request.orderId()).orElse(null);
    if (payment == null) {
      open(request);
    } else {
      requireSame(payment, request);
      resume(payment, request);
    }
    // Forgotten meanwhile when another call for the order had a token that nobody knows.
    return store.findByOrder(request.orderId()).isPresent()
        ? confirmation.confirm(request.orderId())
        : authorize(request);
  }

  private void open(Authorization request) {
    Payment payment = Payment.opened(ids.next("pay"), request, provider.name(), clock.instant());
    if (payment.isFree()) {
      store.add(payment);
      return;
    }
    Operation first = Operation.of(payment, Operation.Kind.AUTHORIZE, clock.instant());
    store
        .add(payment, first)
        .ifPresentOrElse(lease -> settle(lease, request), () -> authorize(request));
  }

  private void resume(Payment payment, Authorization request) {
    if (payment.state() == PaymentState.PENDING) {
      String key = Operation.key(payment.paymentId(), Operation.Kind.AUTHORIZE);
      Optional<Lease> lease = store.operation(key).flatMap(settlement::awaitLease);
      lease.ifPresent(held -> settle(held, request));
    }
  }

  private void settle(Lease lease, Authorization request) {
    try {
      settlement.settle(lease, op -> provider.authorize(op.key(), op.amount(), request.token()));
    } catch (UnknownToken e) {
      giveUp(lease);
      throw Errors.invalid("token", "must be one that the payment provider gave out");
    }
  }

  /** Nothing was done, unless an earlier attempt with another token is still on its way. */
  private void giveUp(Lease lease) {
    if (lease.isFirst()) {
      store.forget(lease);
    } else {
      settlement.postpone(lease);
    }
  }

  private static void requireSame(Payment payment, Authorization request) {
    boolean same =
        payment.amount().equals(request.amount())
            && payment.userId().equals(Optional.of(request.userId()));
    if (!same && payment.userId().isPresent()) {
      throw Errors.idempotencyKeyReused();
    }
  }
}

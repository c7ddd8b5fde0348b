package dev.souk.payment.domain;

import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.util.Optional;

/**
 * Gives an order's payment up. The decision is final once it is committed, whatever the provider
 * answers afterwards: an authorization that arrives late is voided when it does. An order without a
 * payment is marked, so that a late authorization of it is refused.
 *
 * <p>Errors: {@code ILLEGAL_STATE} when it was captured; UNAVAILABLE while the provider's answer is
 * not known.
 */
public final class VoidPayment {
  private final PaymentStore store;
  private final ProviderRequests requests;
  private final Settlement settlement;
  private final Ids ids;
  private final Clock clock;

  VoidPayment(
      PaymentStore store, ProviderRequests requests, Settlement settlement, Ids ids, Clock clock) {
    this.store = store;
    this.requests = requests;
    this.settlement = settlement;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns once the provider holds nothing of the order, and never will without this service. */
  public void voidPayment(String orderId) {
    Optional<Operation> open = next(orderId);
    while (open.isPresent()) {
      settle(open.get());
      open = next(orderId);
    }
  }

  /** The operation to settle next; empty when the payment is given up. */
  private Optional<Operation> next(String orderId) {
    Optional<Optional<Operation>> next = store.change(orderId, this::next);
    while (next.isEmpty()) {
      if (store.add(Payment.neverTo(ids.next("pay"), orderId, clock.instant()))) {
        return Optional.empty();
      }
      next = store.change(orderId, this::next);
    }
    return next.get();
  }

  private Optional<Operation> next(LockedPayment locked) {
    Payment payment = locked.payment();
    return switch (payment.state()) {
      case DECLINED -> Optional.empty();
      case VOIDED -> open(locked, Operation.Kind.VOID);
      case PENDING -> open(locked, Operation.Kind.AUTHORIZE);
      case AUTHORIZED, REQUIRES_ACTION ->
          open(locked, Operation.Kind.CAPTURE).or(() -> giveUp(locked));
      case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> throw payment.illegalState();
    };
  }

  private Optional<Operation> giveUp(LockedPayment locked) {
    Payment payment = locked.payment();
    locked.save(payment.in(PaymentState.VOIDED));
    if (payment.isFree()) {
      return Optional.empty();
    }
    Operation release = Operation.of(payment, Operation.Kind.VOID, clock.instant());
    locked.add(release);
    return Optional.of(release);
  }

  private static Optional<Operation> open(LockedPayment locked, Operation.Kind kind) {
    return locked
        .operation(Operation.key(locked.payment().paymentId(), kind))
        .filter(Operation::isOpen);
  }

  private void settle(Operation open) {
    if (open.kind() == Operation.Kind.AUTHORIZE) {
      settlement.awaitLease(open).ifPresent(this::settleWithoutToken);
    } else {
      settlement.settle(open, requests::send);
    }
  }

  /** What the provider has not heard of is given up now, and watched for by the reconciliation. */
  private void settleWithoutToken(Lease authorization) {
    if (settlement.lookUp(authorization).isEmpty()) {
      store.change(authorization.operation().orderId(), VoidPayment::giveUpUnheard);
      settlement.postpone(authorization);
    }
  }

  private static Payment giveUpUnheard(LockedPayment locked) {
    Payment payment = locked.payment();
    if (payment.state() == PaymentState.PENDING) {
      locked.save(payment.in(PaymentState.VOIDED));
    }
    return payment;
  }
}

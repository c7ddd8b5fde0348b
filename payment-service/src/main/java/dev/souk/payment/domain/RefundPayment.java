package dev.souk.payment.domain;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.time.Clock;
import java.util.Optional;

/**
 * Pays back what was captured, all or a part, once a refund's name. The part is held from the
 * intent on, so that refunds at the same time cannot pay back more than was captured.
 *
 * <p>Errors: NOT_FOUND without a payment; {@code ILLEGAL_STATE} when nothing was captured; {@code
 * REFUND_EXCEEDS_PAYMENT} when less is left; {@code IDEMPOTENCY_KEY_REUSED} when the name is
 * another refund's; {@code CURRENCY_MISMATCH}; {@code PAYMENT_DECLINED} when the provider refuses
 * for good; UNAVAILABLE when it refuses for now or its answer is not known, and when other refunds
 * hold all that is left.
 */
public final class RefundPayment {
  private final PaymentStore store;
  private final ProviderRequests requests;
  private final Settlement settlement;
  private final Clock clock;

  RefundPayment(PaymentStore store, ProviderRequests requests, Settlement settlement, Clock clock) {
    this.store = store;
    this.requests = requests;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** The payment after the refund. */
  public Payment refund(Refund request) {
    String orderId = request.orderId();
    Optional<Operation> refund =
        store
            .change(orderId, locked -> intent(locked, request))
            .orElseThrow(() -> Errors.notFound("payment", orderId));
    refund
        .flatMap(operation -> settlement.settle(operation, requests::send))
        .flatMap(Operation::refusalCode)
        .ifPresent(code -> {
          throw CheckoutErrors.paymentDeclined(code);
        });
    return store.findByOrder(orderId).orElseThrow(() -> Errors.notFound("payment", orderId));
  }

  /** The refund to settle; empty when there is nothing to pay back. */
  private Optional<Operation> intent(LockedPayment locked, Refund request) {
    Optional<Operation> existing = locked.operation(Operation.refundKey(request.refundId()));
    if (existing.isPresent()) {
      requireSame(existing.get(), request);
      return existing;
    }
    Payment payment = locked.payment();
    if (payment.isFree() && request.amount().isEmpty()) {
      refundNothing(locked, payment);
      return Optional.empty();
    }
    if (payment.captured().isZero()) {
      throw payment.illegalState();
    }
    if (request.amount().isEmpty() && payment.refundable().isZero()) {
      return nothingLeft(payment);
    }
    return Optional.of(hold(locked, payment, request));
  }

  /** What other refunds hold is left again when they are refused: whether it is, they will tell. */
  private static Optional<Operation> nothingLeft(Payment payment) {
    if (!payment.refunding().isZero()) {
      throw Errors.unavailable("the payment provider");
    }
    return Optional.empty();
  }

  private Operation hold(LockedPayment locked, Payment payment, Refund request) {
    Amount left = payment.refundable();
    Amount part = request.amount().orElse(left);
    if (part.compareTo(left) > 0) {
      throw CheckoutErrors.refundExceedsPayment(left);
    }
    Operation refund = Operation.refund(payment, request.refundId(), part, clock.instant());
    locked.save(payment.holdingRefund(part));
    locked.add(refund);
    return refund;
  }

  private static void refundNothing(LockedPayment locked, Payment payment) {
    switch (payment.state()) {
      case CAPTURED -> locked.save(payment.in(PaymentState.REFUNDED));
      case REFUNDED -> {}
      case PENDING, AUTHORIZED, DECLINED, REQUIRES_ACTION, VOIDED, PARTIALLY_REFUNDED ->
          throw payment.illegalState();
    }
  }

  private static void requireSame(Operation existing, Refund request) {
    boolean same =
        existing.orderId().equals(request.orderId())
            && request.amount().map(existing.amount()::equals).orElse(true);
    if (!same) {
      throw Errors.idempotencyKeyReused();
    }
  }
}

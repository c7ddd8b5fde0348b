package dev.souk.payment.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes the whole authorized amount of an order, once.
 *
 * <p>Errors: NOT_FOUND without a payment; {@code ILLEGAL_STATE} unless it is authorized; {@code
 * PAYMENT_DECLINED} when the provider refuses for good; UNAVAILABLE while the outcome is not known.
 */
public final class CapturePayment {
  private final PaymentStore store;
  private final ProviderRequests requests;
  private final Settlement settlement;
  private final Clock clock;

  CapturePayment(
      PaymentStore store, ProviderRequests requests, Settlement settlement, Clock clock) {
    this.store = store;
    this.requests = requests;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** The captured payment. */
  public Payment capture(String orderId) {
    Optional<Operation> capture =
        store.change(orderId, this::intent).orElseThrow(() -> Errors.notFound("payment", orderId));
    capture
        .flatMap(operation -> settlement.settle(operation, requests::send))
        .flatMap(Operation::refusalCode)
        .ifPresent(code -> {
          throw Errors.paymentDeclined(code);
        });
    return store.findByOrder(orderId).orElseThrow(() -> Errors.notFound("payment", orderId));
  }

  /** The capture to settle; empty when nothing is left to do. */
  private Optional<Operation> intent(LockedPayment locked) {
    Payment payment = locked.payment();
    return switch (payment.state()) {
      case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> Optional.empty();
      case AUTHORIZED -> capture(locked, payment);
      case PENDING, DECLINED, REQUIRES_ACTION, VOIDED -> throw payment.illegalState();
    };
  }

  private Optional<Operation> capture(LockedPayment locked, Payment payment) {
    if (payment.isFree()) {
      locked.save(payment.withCapture());
      return Optional.empty();
    }
    Operation capture = Operation.of(payment, Operation.Kind.CAPTURE, clock.instant());
    Optional<Operation> existing = locked.operation(capture.key());
    if (existing.isEmpty()) {
      locked.add(capture);
    }
    return existing.or(() -> Optional.of(capture));
  }
}

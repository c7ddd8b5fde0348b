package dev.souk.payment.domain;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes the authorized amount of an order, or a part of it, once; the provider gives the rest up.
 *
 * <p>Errors: NOT_FOUND without a payment; {@code ILLEGAL_STATE} unless so much is authorized;
 * {@code IDEMPOTENCY_KEY_REUSED} when another amount was taken before; {@code CURRENCY_MISMATCH};
 * {@code PAYMENT_DECLINED} when the provider refuses for good; UNAVAILABLE while the outcome is not
 * known.
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

  /**
   * The captured payment.
   *
   * @param part how much; the whole authorized amount when empty
   */
  public Payment capture(String orderId, Optional<Amount> part) {
    Optional<Operation> capture =
        store
            .change(orderId, locked -> intent(locked, part))
            .orElseThrow(() -> Errors.notFound("payment", orderId));
    capture
        .flatMap(operation -> settlement.settle(operation, requests::send))
        .flatMap(Operation::refusalCode)
        .ifPresent(code -> {
          throw CheckoutErrors.paymentDeclined(code);
        });
    return store.findByOrder(orderId).orElseThrow(() -> Errors.notFound("payment", orderId));
  }

  /** The capture to settle; empty when nothing is left to do. */
  private Optional<Operation> intent(LockedPayment locked, Optional<Amount> part) {
    Payment payment = locked.payment();
    Amount wanted = part.orElse(payment.authorized());
    return switch (payment.state()) {
      case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> {
        requireSame(payment.captured(), wanted);
        yield Optional.empty();
      }
      case AUTHORIZED -> capture(locked, payment, wanted);
      case PENDING, DECLINED, REQUIRES_ACTION, VOIDED -> throw payment.illegalState();
    };
  }

  private Optional<Operation> capture(LockedPayment locked, Payment payment, Amount wanted) {
    if (wanted.compareTo(payment.authorized()) > 0) {
      throw payment.illegalState();
    }
    if (payment.isFree()) {
      locked.save(payment.withCapture(wanted));
      return Optional.empty();
    }
    Operation capture = Operation.capture(payment, wanted, clock.instant());
    Optional<Operation> existing = locked.operation(capture.key());
    if (existing.isEmpty()) {
      locked.add(capture);
      return Optional.of(capture);
    }
    requireSame(existing.get().amount(), wanted);
    return existing;
  }

  private static void requireSame(Amount before, Amount wanted) {
    if (!before.equals(wanted)) {
      throw Errors.idempotencyKeyReused();
    }
  }
}

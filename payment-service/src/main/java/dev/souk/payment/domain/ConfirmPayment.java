package dev.souk.payment.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;

/**
 * Finds out whether the buyer has confirmed a payment.
 *
 * <p>Errors: NOT_FOUND without a payment; {@code PAYMENT_ACTION_REQUIRED} while they have not;
 * {@code PAYMENT_DECLINED} when they or their bank refused; {@code ILLEGAL_STATE} when it was given
 * up; UNAVAILABLE when the provider does not answer.
 */
public final class ConfirmPayment {
  private final PaymentStore store;
  private final PaymentProvider provider;
  private final ProviderBooks books;

  ConfirmPayment(PaymentStore store, PaymentProvider provider, ProviderBooks books) {
    this.store = store;
    this.provider = provider;
    this.books = books;
  }

  /** The authorized payment of the order. */
  public Payment confirm(String orderId) {
    Payment payment =
        store.findByOrder(orderId).orElseThrow(() -> Errors.notFound("payment", orderId));
    return switch (payment.state()) {
      case AUTHORIZED, CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> payment;
      case DECLINED -> throw CheckoutErrors.paymentDeclined(payment.declineCode().orElseThrow());
      case REQUIRES_ACTION -> ask(payment);
      case VOIDED -> throw payment.illegalState();
      case PENDING -> throw unavailable();
    };
  }

  private Payment ask(Payment waiting) {
    ProviderAnswer answer = answer(waiting);
    Payment payment = books.enterConfirmation(waiting.orderId(), answer);
    if (payment.state() == PaymentState.REQUIRES_ACTION
        && answer instanceof ProviderAnswer.ActionRequired(String _, NextAction next)) {
      throw CheckoutErrors.paymentActionRequired(
          payment.orderId(), payment.paymentId(), next.url(), next.clientSecret());
    }
    return confirm(payment.orderId());
  }

  private ProviderAnswer answer(Payment waiting) {
    String key = Operation.key(waiting.paymentId(), Operation.Kind.AUTHORIZE);
    String authorization = store.operation(key).flatMap(Operation::reference).orElseThrow();
    try {
      return provider.confirmation(authorization);
    } catch (ProviderTimeout | ProviderUnavailable e) {
      throw unavailable();
    }
  }

  private static ApiException unavailable() {
    return Errors.unavailable("the payment provider");
  }
}

package dev.souk.payment.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.util.Set;

/**
 * Has a provider asked about a payment of which it says that something happened. Events may come
 * again and in any order: each only asks how things stand now.
 *
 * <p>Errors: UNAVAILABLE when the provider does not answer; the event comes again then.
 */
public final class ReceiveProviderEvent {
  /** What an answer about a confirmation may be; the payment has it then. */
  private static final Set<String> ANSWERS =
      Set.of(
          Reason.PAYMENT_ACTION_REQUIRED.name(),
          Reason.PAYMENT_DECLINED.name(),
          Reason.ILLEGAL_STATE.name());

  private final PaymentStore store;
  private final ConfirmPayment confirmation;

  ReceiveProviderEvent(PaymentStore store, ConfirmPayment confirmation) {
    this.store = store;
    this.confirmation = confirmation;
  }

  /** Takes the event in, once; one about a payment of somebody else changes nothing. */
  public void receive(String provider, ProviderEvent event) {
    if (store.hasReceived(provider, event.eventId())) {
      return;
    }
    store.findByReference(provider, event.authorization()).ifPresent(this::ask);
    // After the asking: an event that is lost before it was of use comes again.
    store.markReceived(provider, event.eventId());
  }

  private void ask(Payment payment) {
    switch (payment.state()) {
      case REQUIRES_ACTION -> askAboutConfirmation(payment);
      case PENDING, AUTHORIZED, CAPTURED, DECLINED, VOIDED, PARTIALLY_REFUNDED, REFUNDED ->
          store.hasten(payment.paymentId());
    }
  }

  private void askAboutConfirmation(Payment payment) {
    try {
      confirmation.confirm(payment.orderId());
    } catch (ApiException e) {
      if (!ANSWERS.contains(e.reason())) {
        throw e;
      }
    }
  }
}

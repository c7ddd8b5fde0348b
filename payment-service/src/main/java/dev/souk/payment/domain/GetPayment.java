package dev.souk.payment.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.util.Optional;

/** Reads a payment: the buyer their own, an admin any; NOT_FOUND for everybody else. */
public final class GetPayment {
  private final PaymentStore store;

  GetPayment(PaymentStore store) {
    this.store = store;
  }

  /** The payment, for its buyer. */
  public Payment ofBuyer(String paymentId, String userId) {
    return find(paymentId)
        .filter(payment -> payment.userId().filter(userId::equals).isPresent())
        .orElseThrow(() -> Errors.notFound("payment", paymentId));
  }

  /** The payment, whoever's it is. */
  public Payment ofAnybody(String paymentId) {
    return find(paymentId)
        .filter(payment -> payment.userId().isPresent())
        .orElseThrow(() -> Errors.notFound("payment", paymentId));
  }

  /** A malformed id is like an absent one, and never reaches the database. */
  private Optional<Payment> find(String paymentId) {
    return Ids.isValid("pay", paymentId) ? store.find(paymentId) : Optional.empty();
  }
}

package dev.souk.payment.domain;

import dev.souk.kit.id.Ids;
import java.time.Clock;

/** The use cases, made from the store and the provider that they share. */
public record Payments(
    AuthorizePayment authorize,
    ConfirmPayment confirmation,
    CapturePayment capture,
    VoidPayment voiding,
    RefundPayment refund,
    GetPayment get,
    ReceiveProviderEvent events,
    Reconciliation reconciliation) {

  /** Wires the use cases. */
  public static Payments of(
      PaymentStore store,
      PaymentProvider provider,
      Backoff backoff,
      Patience patience,
      Clock clock) {
    Ids ids = new Ids(clock);
    ProviderBooks books = new ProviderBooks(store, clock);
    ProviderRequests requests = new ProviderRequests(store, provider);
    Settlement settlement = new Settlement(store, provider, books, backoff, patience);
    ConfirmPayment confirmation = new ConfirmPayment(store, provider, books);
    return new Payments(
        new AuthorizePayment(store, provider, settlement, confirmation, ids, clock),
        confirmation,
        new CapturePayment(store, requests, settlement, clock),
        new VoidPayment(store, requests, settlement, ids, clock),
        new RefundPayment(store, requests, settlement, clock),
        new GetPayment(store),
        new ReceiveProviderEvent(store, confirmation),
        new Reconciliation(store, requests, settlement, books, clock));
  }
}

package dev.souk.payment.domain;

/** Asks a provider for an operation on an authorization that it made before. */
final class ProviderRequests {
  private final PaymentStore store;
  private final PaymentProvider provider;

  ProviderRequests(PaymentStore store, PaymentProvider provider) {
    this.store = store;
    this.provider = provider;
  }

  ProviderAnswer send(Operation operation) {
    String key = operation.key();
    return switch (operation.kind()) {
      case CAPTURE -> provider.capture(key, authorization(operation), operation.amount());
      case VOID -> provider.voidAuthorization(key, authorization(operation));
      case REFUND -> provider.refund(key, authorization(operation), operation.amount());
      case AUTHORIZE -> throw new IllegalArgumentException("an authorization needs its token");
    };
  }

  private String authorization(Operation operation) {
    return store
        .operation(Operation.key(operation.paymentId(), Operation.Kind.AUTHORIZE))
        .flatMap(Operation::reference)
        .orElseThrow(() -> new IllegalStateException("never authorized: " + operation.key()));
  }
}

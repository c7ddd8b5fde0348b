package dev.souk.payment.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings operations to their outcome: calls the provider outside of any transaction, asks it what
 * happened where that is not known, and enters the answer. An outcome is never guessed.
 */
public final class Settlement {
  private final PaymentStore store;
  private final PaymentProvider provider;
  private final ProviderBooks books;
  private final Backoff backoff;
  private final Patience patience;

  Settlement(
      PaymentStore store,
      PaymentProvider provider,
      ProviderBooks books,
      Backoff backoff,
      Patience patience) {
    this.store = store;
    this.provider = provider;
    this.books = books;
    this.backoff = backoff;
    this.patience = patience;
  }

  /** The closed operation, after waiting for whoever has it; empty when it was forgotten. */
  Optional<Operation> settle(Operation operation, Function<Operation, ProviderAnswer> request) {
    return awaitLease(operation)
        .map(lease -> settle(lease, request))
        .or(() -> store.operation(operation.key()).filter(found -> !found.isOpen()));
  }

  /** The operation, closed by the provider's answer. */
  Operation settle(Lease lease, Function<Operation, ProviderAnswer> request) {
    try {
      return books.enter(lease.operation(), answer(lease, request));
    } catch (ProviderTimeout late) {
      return lookUp(lease).orElseThrow(() -> stillUnknown(lease));
    } catch (ProviderUnavailable refused) {
      throw notNow(lease);
    }
  }

  /** As {@link #settle(Lease, Function)} for an operation that cannot be asked for any more. */
  Optional<Operation> lookUp(Lease lease) {
    try {
      return find(lease.operation()).map(answer -> books.enter(lease.operation(), answer));
    } catch (ProviderTimeout | ProviderUnavailable e) {
      throw stillUnknown(lease);
    }
  }

  /** A lease of the operation; empty when it is closed or forgotten. */
  Optional<Lease> awaitLease(Operation operation) {
    Optional<Lease> lease = store.lease(operation.key());
    for (int round = 1; lease.isEmpty() && isOpen(operation); round++) {
      if (!patience.pause(round)) {
        throw providerUnavailable();
      }
      lease = store.lease(operation.key());
    }
    return lease;
  }

  /** Gives back a lease of an operation that the provider does not know yet. */
  void postpone(Lease lease) {
    store.release(lease, Operation.Status.UNKNOWN, backoff.after(lease.attempt()));
  }

  /** An operation that was tried before may have arrived: the provider is asked first. */
  private ProviderAnswer answer(Lease lease, Function<Operation, ProviderAnswer> request) {
    Operation operation = lease.operation();
    return lease.isFirst()
        ? request.apply(operation)
        : find(operation).orElseGet(() -> request.apply(operation));
  }

  private Optional<ProviderAnswer> find(Operation operation) {
    String authorization = Operation.key(operation.paymentId(), Operation.Kind.AUTHORIZE);
    return provider.find(operation, store.operation(authorization).flatMap(Operation::reference));
  }

  private boolean isOpen(Operation operation) {
    return store.operation(operation.key()).filter(Operation::isOpen).isPresent();
  }

  private ApiException stillUnknown(Lease lease) {
    postpone(lease);
    return providerUnavailable();
  }

  private ApiException notNow(Lease lease) {
    store.release(lease, Operation.Status.PENDING, backoff.after(lease.attempt()));
    return providerUnavailable();
  }

  private static ApiException providerUnavailable() {
    return Errors.unavailable("the payment provider");
  }
}

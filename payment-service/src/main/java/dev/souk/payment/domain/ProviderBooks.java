package dev.souk.payment.domain;

import java.time.Clock;

/**
 * Enters what a provider answered into a payment, once an operation however often it is answered.
 */
final class ProviderBooks {
  private final PaymentStore store;
  private final Clock clock;

  ProviderBooks(PaymentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The operation as it is closed, by this answer or by an earlier one. */
  Operation enter(Operation operation, ProviderAnswer answer) {
    return store
        .change(operation.orderId(), locked -> enter(locked, operation, answer))
        .orElseThrow(() -> new IllegalStateException("no payment of " + operation.key()));
  }

  /** The payment as the provider's answer to a question about its confirmation leaves it. */
  Payment enterConfirmation(String orderId, ProviderAnswer answer) {
    return store
        .change(orderId, locked -> enterConfirmation(locked, answer))
        .orElseThrow(() -> new IllegalStateException("no payment of " + orderId));
  }

  /** What was decided meanwhile, such as that it is given up, stays. */
  private static Payment enterConfirmation(LockedPayment locked, ProviderAnswer answer) {
    Payment payment = locked.payment();
    if (payment.state() != PaymentState.REQUIRES_ACTION) {
      return payment;
    }
    Payment changed =
        switch (answer) {
          case ProviderAnswer.Approved _ -> payment.withAuthorization();
          case ProviderAnswer.Refused(String code) -> payment.declined(code);
          case ProviderAnswer.ActionRequired _ -> payment;
        };
    locked.save(changed);
    return changed;
  }

  private Operation enter(LockedPayment locked, Operation asked, ProviderAnswer answer) {
    Operation operation = locked.operation(asked.key()).orElse(asked);
    if (!operation.isOpen()) {
      return operation;
    }
    Payment before = locked.payment();
    locked.save(after(before, operation, answer));
    Operation closed = closed(operation, answer);
    locked.close(closed);
    if (isGivenUpTooLate(before, closed)) {
      locked.add(Operation.of(before, Operation.Kind.VOID, clock.instant()));
    }
    return closed;
  }

  /** The order gave the payment up while the authorization was still on its way. */
  private static boolean isGivenUpTooLate(Payment payment, Operation closed) {
    return payment.state() == PaymentState.VOIDED
        && closed.kind() == Operation.Kind.AUTHORIZE
        && closed.status() == Operation.Status.DONE;
  }

  private static Operation closed(Operation operation, ProviderAnswer answer) {
    return switch (answer) {
      case ProviderAnswer.Approved(String reference) -> operation.done(reference);
      case ProviderAnswer.ActionRequired(String reference, NextAction _) ->
          operation.done(reference);
      case ProviderAnswer.Refused(String code) -> operation.failed(code);
    };
  }

  private static Payment after(Payment payment, Operation operation, ProviderAnswer answer) {
    return switch (answer) {
      case ProviderAnswer.Approved _ -> approved(payment, operation);
      case ProviderAnswer.Refused(String code) -> refused(payment, operation, code);
      case ProviderAnswer.ActionRequired _ -> waiting(payment, operation);
    };
  }

  private static Payment approved(Payment payment, Operation operation) {
    return switch (operation.kind()) {
      case AUTHORIZE -> payment.withAuthorization();
      case CAPTURE -> payment.withCapture(operation.amount());
      case VOID -> payment;
      case REFUND -> payment.withRefund(operation.amount());
    };
  }

  private static Payment refused(Payment payment, Operation operation, String code) {
    return switch (operation.kind()) {
      case AUTHORIZE -> payment.declined(code);
      case CAPTURE, VOID -> payment;
      case REFUND -> payment.releasingRefund(operation.amount());
    };
  }

  private static Payment waiting(Payment payment, Operation operation) {
    if (operation.kind() != Operation.Kind.AUTHORIZE) {
      throw new IllegalStateException("only an authorization can need the buyer: " + operation);
    }
    return payment.state() == PaymentState.VOIDED
        ? payment
        : payment.in(PaymentState.REQUIRES_ACTION);
  }
}

package dev.souk.order.world;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.payment.v1.AuthorizePaymentRequest;
import dev.souk.payment.v1.CapturePaymentRequest;
import dev.souk.payment.v1.ConfirmPaymentRequest;
import dev.souk.payment.v1.Payment;
import dev.souk.payment.v1.Payment.State;
import dev.souk.payment.v1.RefundPaymentRequest;
import dev.souk.payment.v1.VoidPaymentRequest;
import dev.souk.payment.v1.VoidPaymentResponse;
import dev.souk.type.v1.Money;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Payments, as payment-service keeps them. */
public final class Bank {
  private final Map<String, Payment> payments = new HashMap<>();
  private final Map<String, Long> refunds = new HashMap<>();
  private final Set<String> decliningRefunds = new HashSet<>();
  private final Set<String> refusingRefunds = new HashSet<>();

  /** The order's payment; an empty one when it has none. */
  public synchronized Payment of(String orderId) {
    return payments.getOrDefault(orderId, Payment.getDefaultInstance());
  }

  /** What the order costs the buyer in the end, in minor units. */
  public synchronized long kept(String orderId) {
    Payment payment = of(orderId);
    return payment.getCaptured().getMinorUnits() - payment.getRefunded().getMinorUnits();
  }

  /** Lets all refunds through. */
  public synchronized void allowRefunds() {
    refusingRefunds.clear();
    decliningRefunds.clear();
  }

  /** Has every new refund of a part refused for good, until they are allowed. */
  public synchronized void declineRefunds(String orderId) {
    decliningRefunds.add(orderId);
  }

  /** Has refunds of the order refused for now, until they are allowed. */
  public synchronized void holdRefunds(String orderId) {
    refusingRefunds.add(orderId);
  }

  synchronized Payment authorize(AuthorizePaymentRequest request) {
    Payment payment = payments.computeIfAbsent(request.getOrderId(), order -> decided(request));
    return switch (payment.getState()) {
      case STATE_DECLINED -> throw CheckoutErrors.paymentDeclined("card_declined");
      case STATE_REQUIRES_ACTION -> throw actionRequired(payment);
      case STATE_VOIDED -> throw illegal(payment);
      default -> payment;
    };
  }

  synchronized Payment confirm(ConfirmPaymentRequest request) {
    Payment payment = known(request.getOrderId());
    return switch (payment.getState()) {
      case STATE_DECLINED -> throw CheckoutErrors.paymentDeclined("authentication_failed");
      case STATE_REQUIRES_ACTION -> throw actionRequired(payment);
      case STATE_VOIDED -> throw illegal(payment);
      default -> payment;
    };
  }

  /** The buyer confirms; too late when the payment was given up. */
  public synchronized void buyerConfirms(String orderId) {
    decide(orderId, State.STATE_AUTHORIZED);
  }

  /** The buyer refuses to confirm. */
  public synchronized void buyerRefuses(String orderId) {
    decide(orderId, State.STATE_DECLINED);
  }

  private void decide(String orderId, State decision) {
    Payment payment = of(orderId);
    if (payment.getState() == State.STATE_REQUIRES_ACTION) {
      keep(payment.toBuilder().setState(decision));
    }
  }

  private static RuntimeException actionRequired(Payment payment) {
    return CheckoutErrors.paymentActionRequired(
        payment.getOrderId(), payment.getPaymentId(), "https://bank.example", "");
  }

  private Payment decided(AuthorizePaymentRequest request) {
    State state =
        switch (request.getToken()) {
          case "tok_success" -> State.STATE_AUTHORIZED;
          case "tok_refund_fails" -> {
            refusingRefunds.add(request.getOrderId());
            yield State.STATE_AUTHORIZED;
          }
          case "tok_declined" -> State.STATE_DECLINED;
          case "tok_3ds" -> State.STATE_REQUIRES_ACTION;
          default -> throw Errors.invalid("token", "is unknown");
        };
    return Payment.newBuilder()
        .setPaymentId(request.getOrderId().replace("ord_", "pay_"))
        .setOrderId(request.getOrderId())
        .setAmount(request.getAmount())
        .setState(state)
        .build();
  }

  synchronized Payment capture(CapturePaymentRequest request) {
    Payment payment = known(request.getOrderId());
    if (payment.getState() == State.STATE_CAPTURED) {
      return payment;
    }
    if (payment.getState() != State.STATE_AUTHORIZED) {
      throw illegal(payment);
    }
    return keep(
        payment.toBuilder().setState(State.STATE_CAPTURED).setCaptured(payment.getAmount()));
  }

  synchronized VoidPaymentResponse voidPayment(VoidPaymentRequest request) {
    Payment payment = of(request.getOrderId());
    switch (payment.getState()) {
      case STATE_CAPTURED, STATE_PARTIALLY_REFUNDED, STATE_REFUNDED -> throw illegal(payment);
      case STATE_DECLINED -> {}
      default ->
          keep(payment.toBuilder().setOrderId(request.getOrderId()).setState(State.STATE_VOIDED));
    }
    return VoidPaymentResponse.getDefaultInstance();
  }

  synchronized Payment refund(RefundPaymentRequest request) {
    Payment payment = known(request.getOrderId());
    if (refusingRefunds.contains(request.getOrderId())) {
      throw Errors.unavailable("provider");
    }
    long left = kept(request.getOrderId());
    long amount = request.hasAmount() ? request.getAmount().getMinorUnits() : left;
    Long known = refunds.get(request.getRefundId());
    if (known != null || (!request.hasAmount() && left == 0 && hasRefunds(payment))) {
      return payment;
    }
    if (request.hasAmount() && decliningRefunds.contains(request.getOrderId())) {
      throw CheckoutErrors.paymentDeclined("refund_refused");
    }
    if (payment.getState() != State.STATE_CAPTURED && !hasRefunds(payment)) {
      throw illegal(payment);
    }
    if (amount > left) {
      throw CheckoutErrors.refundExceedsPayment(
          new Amount(payment.getCaptured().getCurrencyCode(), left));
    }
    refunds.put(request.getRefundId(), amount);
    return keep(
        payment.toBuilder()
            .setState(amount == left ? State.STATE_REFUNDED : State.STATE_PARTIALLY_REFUNDED)
            .setRefunded(
                payment.getCaptured().toBuilder()
                    .setMinorUnits(payment.getRefunded().getMinorUnits() + amount)));
  }

  private static boolean hasRefunds(Payment payment) {
    return payment.getState() == State.STATE_PARTIALLY_REFUNDED
        || payment.getState() == State.STATE_REFUNDED;
  }

  private Payment keep(Payment.Builder changed) {
    Payment payment = changed.build();
    payments.put(payment.getOrderId(), payment);
    return payment;
  }

  private Payment known(String orderId) {
    Payment payment = payments.get(orderId);
    if (payment == null) {
      throw Errors.notFound("payment", orderId);
    }
    return payment;
  }

  private static RuntimeException illegal(Payment payment) {
    return Errors.illegalState("payment", payment.getState().name(), List.of());
  }

  /** Whether the order's amount is set aside and waits. */
  public synchronized boolean isSetAside(String orderId) {
    State state = of(orderId).getState();
    return state == State.STATE_AUTHORIZED || state == State.STATE_REQUIRES_ACTION;
  }

  /** What the order was charged. */
  public synchronized Money captured(String orderId) {
    return of(orderId).getCaptured();
  }
}

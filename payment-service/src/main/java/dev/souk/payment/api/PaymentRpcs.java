package dev.souk.payment.api;

import dev.souk.kit.identity.Identity;
import dev.souk.kit.money.Amount;
import dev.souk.kit.server.Rpc;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.domain.Refund;
import dev.souk.payment.message.PaymentMessages;
import dev.souk.payment.v1.AuthorizePaymentRequest;
import dev.souk.payment.v1.CapturePaymentRequest;
import dev.souk.payment.v1.ConfirmPaymentRequest;
import dev.souk.payment.v1.GetPaymentRequest;
import dev.souk.payment.v1.Payment;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.payment.v1.RefundPaymentRequest;
import dev.souk.payment.v1.VoidPaymentRequest;
import dev.souk.payment.v1.VoidPaymentResponse;
import dev.souk.type.v1.Money;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** The RPCs of {@code PaymentService}. */
public final class PaymentRpcs {
  private final Payments payments;

  /** Answers by the use cases. */
  public PaymentRpcs(Payments payments) {
    this.payments = payments;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return Rpc.service(PaymentServiceGrpc.getServiceDescriptor())
        .unary(PaymentServiceGrpc.getGetPaymentMethod(), this::get)
        .unary(PaymentServiceGrpc.getAuthorizePaymentMethod(), this::authorize)
        .unary(PaymentServiceGrpc.getConfirmPaymentMethod(), this::confirm)
        .unary(PaymentServiceGrpc.getCapturePaymentMethod(), this::capture)
        .unary(PaymentServiceGrpc.getVoidPaymentMethod(), this::voidPayment)
        .unary(PaymentServiceGrpc.getRefundPaymentMethod(), this::refund)
        .build();
  }

  private Payment get(GetPaymentRequest request) {
    Identity caller = Identity.current();
    return PaymentMessages.of(
        caller.has(Identity.ADMIN)
            ? payments.get().ofAnybody(request.getPaymentId())
            : payments.get().ofBuyer(request.getPaymentId(), caller.requireOwnerId()));
  }

  private Payment authorize(AuthorizePaymentRequest request) {
    Authorization authorization =
        new Authorization(
            request.getOrderId(),
            request.getUserId(),
            Amount.of(request.getAmount()),
            request.getToken());
    return PaymentMessages.of(payments.authorize().authorize(authorization));
  }

  private Payment confirm(ConfirmPaymentRequest request) {
    return PaymentMessages.of(payments.confirmation().confirm(request.getOrderId()));
  }

  private Payment capture(CapturePaymentRequest request) {
    return PaymentMessages.of(
        payments
            .capture()
            .capture(request.getOrderId(), part(request.hasAmount(), request.getAmount())));
  }

  private VoidPaymentResponse voidPayment(VoidPaymentRequest request) {
    payments.voiding().voidPayment(request.getOrderId());
    return VoidPaymentResponse.getDefaultInstance();
  }

  private Payment refund(RefundPaymentRequest request) {
    Optional<Amount> part = part(request.hasAmount(), request.getAmount());
    return PaymentMessages.of(
        payments.refund().refund(new Refund(request.getOrderId(), request.getRefundId(), part)));
  }

  private static Optional<Amount> part(boolean given, Money amount) {
    return given ? Optional.of(Amount.of(amount)) : Optional.empty();
  }
}

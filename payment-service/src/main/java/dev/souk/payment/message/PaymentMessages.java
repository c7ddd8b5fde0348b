package dev.souk.payment.message;

import com.google.protobuf.util.Timestamps;
import dev.souk.payment.domain.PaymentState;
import dev.souk.payment.v1.Payment;

/** Payments as messages. */
public final class PaymentMessages {
  private PaymentMessages() {}

  /** A payment as callers see it. */
  public static Payment of(dev.souk.payment.domain.Payment payment) {
    return Payment.newBuilder()
        .setPaymentId(payment.paymentId())
        .setOrderId(payment.orderId())
        .setState(state(payment.state()))
        .setAmount(payment.amount().toProto())
        .setCaptured(payment.captured().toProto())
        .setRefunded(payment.refunded().toProto())
        .setProvider(payment.provider())
        .setCreateTime(Timestamps.fromMillis(payment.createTime().toEpochMilli()))
        .build();
  }

  private static Payment.State state(PaymentState state) {
    return switch (state) {
      case PENDING -> Payment.State.STATE_PENDING;
      case AUTHORIZED -> Payment.State.STATE_AUTHORIZED;
      case CAPTURED -> Payment.State.STATE_CAPTURED;
      case DECLINED -> Payment.State.STATE_DECLINED;
      case REQUIRES_ACTION -> Payment.State.STATE_REQUIRES_ACTION;
      case VOIDED -> Payment.State.STATE_VOIDED;
      case PARTIALLY_REFUNDED -> Payment.State.STATE_PARTIALLY_REFUNDED;
      case REFUNDED -> Payment.State.STATE_REFUNDED;
    };
  }
}

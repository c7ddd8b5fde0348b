package dev.souk.order.client;

import dev.souk.order.domain.Order;
import dev.souk.order.domain.Refund;
import dev.souk.order.saga.Payments;
import dev.souk.payment.v1.AuthorizePaymentRequest;
import dev.souk.payment.v1.CapturePaymentRequest;
import dev.souk.payment.v1.ConfirmPaymentRequest;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.payment.v1.PaymentServiceGrpc.PaymentServiceBlockingStub;
import dev.souk.payment.v1.RefundPaymentRequest;
import dev.souk.payment.v1.VoidPaymentRequest;
import io.grpc.Channel;

/** The payments of payment-service. */
public final class GrpcPayments implements Payments {
  private static final Calls CALLS = new Calls("payment-service");

  private final PaymentServiceBlockingStub stub;

  /** Calls over the channel. */
  public GrpcPayments(Channel channel) {
    this.stub = PaymentServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public String authorize(Order order, String token) {
    AuthorizePaymentRequest request =
        AuthorizePaymentRequest.newBuilder()
            .setOrderId(order.orderId())
            .setUserId(order.userId())
            .setAmount(order.total().toProto())
            .setToken(token)
            .build();
    return CALLS.answer(() -> stub().authorizePayment(request)).getPaymentId();
  }

  @Override
  public String confirm(Order order) {
    var request = ConfirmPaymentRequest.newBuilder().setOrderId(order.orderId()).build();
    return CALLS.answer(() -> stub().confirmPayment(request)).getPaymentId();
  }

  @Override
  public void capture(Order order) {
    var request = CapturePaymentRequest.newBuilder().setOrderId(order.orderId()).build();
    var _ = CALLS.answer(() -> stub().capturePayment(request));
  }

  @Override
  public void voidAuthorization(Order order) {
    var request = VoidPaymentRequest.newBuilder().setOrderId(order.orderId()).build();
    var _ = CALLS.answer(() -> stub().voidPayment(request));
  }

  /** An order that comes to nothing is paid back once, so the refund is named after it. */
  @Override
  public void refund(Order order) {
    if (order.total().isZero()) {
      return;
    }
    RefundPaymentRequest request =
        RefundPaymentRequest.newBuilder()
            .setOrderId(order.orderId())
            .setRefundId(Refund.ofTheRest(order.orderId()))
            .build();
    var _ = CALLS.answer(() -> stub().refundPayment(request));
  }

  @Override
  public void refund(String orderId, Refund refund) {
    RefundPaymentRequest request =
        RefundPaymentRequest.newBuilder()
            .setOrderId(orderId)
            .setRefundId(refund.refundId())
            .setAmount(refund.amount().toProto())
            .build();
    var _ = CALLS.answer(() -> stub().refundPayment(request));
  }

  private PaymentServiceBlockingStub stub() {
    return stub.withDeadlineAfter(Calls.DEADLINE);
  }
}

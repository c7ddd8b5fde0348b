package dev.souk.payment;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.payment.v1.AuthorizePaymentRequest;
import dev.souk.payment.v1.CapturePaymentRequest;
import dev.souk.payment.v1.ExportPaymentsRequest;
import dev.souk.payment.v1.ExportPaymentsResponse;
import dev.souk.payment.v1.GetPaymentRequest;
import dev.souk.payment.v1.Payment;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.payment.v1.PaymentServiceGrpc.PaymentServiceBlockingStub;
import dev.souk.payment.v1.PaymentWebhookServiceGrpc;
import dev.souk.payment.v1.ReceiveStripeEventRequest;
import dev.souk.payment.v1.RefundPaymentRequest;
import dev.souk.payment.v1.UserDataServiceGrpc;
import dev.souk.payment.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.payment.v1.VoidPaymentRequest;
import dev.souk.sandbox.SandboxServer;
import dev.souk.type.v1.Money;
import io.grpc.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server through its port, called as order-service and as people. */
class PaymentServerTest {
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static TestIdentity identity;
  private static SandboxServer sandbox;
  private static RunningServer server;
  private static PaymentServiceBlockingStub orders;

  private final String order = new Ids(Clock.systemUTC()).next("ord");

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start(Files.createDirectory(folder.resolve("postgres")), 0);
    identity = new TestIdentity(folder);
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(postgres.settings("souk_payment"));
    sandbox = Sandboxes.start(env);
    env.put("SOUK_SANDBOX_URL", sandbox.address().toString());
    server = PaymentServer.start(env);
    orders = stub(identity.service(server.grpcPort(), "payment-service", "order-service"));
  }

  @AfterAll
  static void stop() {
    server.close();
    sandbox.close();
    identity.close();
    postgres.close();
  }

  @Test
  void an_order_is_paid_and_paid_back() {
    Payment authorized = orders.authorizePayment(authorization("tok_success").build());
    assertThat(authorized.getState()).isEqualTo(Payment.State.STATE_AUTHORIZED);
    assertThat(authorized.getProvider()).isEqualTo("sandbox");
    Payment captured = orders.capturePayment(capture());
    assertThat(captured.getState()).isEqualTo(Payment.State.STATE_CAPTURED);
    assertThat(captured.getCaptured()).isEqualTo(gbp(1999));
    Payment refunded = orders.refundPayment(refund("ref_" + order).build());
    assertThat(refunded.getState()).isEqualTo(Payment.State.STATE_REFUNDED);
    assertThat(refunded.getRefunded()).isEqualTo(gbp(1999));
    assertRefused(Reason.ILLEGAL_STATE, () -> orders.voidPayment(giveUp()));
  }

  @Test
  void a_declined_card_is_told_with_its_code() {
    var refusal =
        assertRefused(
            Reason.PAYMENT_DECLINED,
            () -> orders.authorizePayment(authorization("tok_declined").build()));
    assertThat(refusal.getMessage()).contains("card_declined");
  }

  @Test
  void the_buyer_and_admins_read_a_payment_and_nobody_else() {
    String id = orders.authorizePayment(authorization("tok_success").build()).getPaymentId();
    GetPaymentRequest request = GetPaymentRequest.newBuilder().setPaymentId(id).build();
    int port = server.grpcPort();
    assertThat(stub(identity.user(port, "usr_buyer")).getPayment(request).getOrderId())
        .isEqualTo(order);
    assertThat(stub(identity.user(port, "usr_root", "ROLE_ADMIN")).getPayment(request).getOrderId())
        .isEqualTo(order);
    PaymentServiceBlockingStub other = stub(identity.user(port, "usr_other"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> other.getPayment(request));
    PaymentServiceBlockingStub nobody = stub(identity.anonymous(port));
    assertRefused(Reason.TOKEN_MISSING, () -> nobody.getPayment(request));
  }

  @Test
  @DisplayName("80: a guest reads the payment of the guest's order, and no other guest does")
  void the_guest_reads_the_payment() {
    String guestId = "AAAAAAAAAAAAAAAAAAAAAA";
    String id =
        orders
            .authorizePayment(
                authorization("tok_success").setUserId(Guests.ownerId(guestId)).build())
            .getPaymentId();
    GetPaymentRequest request = GetPaymentRequest.newBuilder().setPaymentId(id).build();
    Channel anonymous = identity.anonymous(server.grpcPort());
    PaymentServiceBlockingStub guest =
        stub(TestIdentity.with(anonymous, Headers.GUEST_ID, guestId));
    assertThat(guest.getPayment(request).getOrderId()).isEqualTo(order);
    PaymentServiceBlockingStub other =
        stub(TestIdentity.with(anonymous, Headers.GUEST_ID, "AAAAAAAAAAAAAAAAAAAAAB"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> other.getPayment(request));
    Channel user = identity.user(server.grpcPort(), "usr_other");
    PaymentServiceBlockingStub signedIn = stub(TestIdentity.with(user, Headers.GUEST_ID, guestId));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> signedIn.getPayment(request));
  }

  @Test
  void an_export_has_every_payment_of_the_user_and_nobody_elses() {
    String user = new Ids(Clock.systemUTC()).next("usr");
    List<Payment> made = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      made.addFirst(
          orders.authorizePayment(
              authorization("tok_success")
                  .setOrderId(new Ids(Clock.systemUTC()).next("ord"))
                  .setUserId(user)
                  .build()));
    }
    UserDataServiceBlockingStub userService =
        UserDataServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "payment-service", "user-service"));
    ExportPaymentsRequest request = ExportPaymentsRequest.newBuilder().setUserId(user).build();

    ExportPaymentsResponse first = userService.exportPayments(request);
    ExportPaymentsResponse second =
        userService.exportPayments(
            request.toBuilder().setPageToken(first.getNextPageToken()).build());
    assertThat(first.getPaymentsList()).isEqualTo(made.subList(0, 100));
    assertThat(second.getPaymentsList()).isEqualTo(made.subList(100, 101));
    assertThat(second.getNextPageToken()).isEmpty();
    ExportPaymentsRequest others = request.toBuilder().setUserId("usr_nobody").build();
    assertThat(userService.exportPayments(others).getPaymentsList()).isEmpty();

    UserDataServiceBlockingStub orderService =
        UserDataServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "payment-service", "order-service"));
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> orderService.exportPayments(request));
  }

  @Test
  void only_order_service_moves_money() {
    int port = server.grpcPort();
    PaymentServiceBlockingStub admin = stub(identity.user(port, "usr_root", "ROLE_ADMIN"));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> admin.authorizePayment(authorization("tok_success").build()));
    PaymentServiceBlockingStub carts =
        stub(identity.service(port, "payment-service", "cart-service"));
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> carts.voidPayment(giveUp()));
  }

  @Test
  void without_stripe_there_is_no_webhook_of_it() {
    var webhooks = PaymentWebhookServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
    ReceiveStripeEventRequest event =
        ReceiveStripeEventRequest.newBuilder().setEvent(HttpBody.getDefaultInstance()).build();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> webhooks.receiveStripeEvent(event));
  }

  @Test
  void bad_input_is_named_and_changes_nothing() {
    assertRefused(
        Reason.INVALID_FIELD,
        () -> orders.authorizePayment(authorization("tok_success").setAmount(gbp(-1)).build()));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> orders.authorizePayment(authorization("tok_success").clearAmount().build()));
    assertRefused(
        Reason.INVALID_FIELD, () -> orders.authorizePayment(authorization("tok_x").build()));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> orders.refundPayment(refund("ref_x").setAmount(gbp(0)).build()));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> orders.capturePayment(capture()));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> orders.refundPayment(refund("ref_x").build()));
  }

  private AuthorizePaymentRequest.Builder authorization(String token) {
    return AuthorizePaymentRequest.newBuilder()
        .setOrderId(order)
        .setUserId("usr_buyer")
        .setAmount(gbp(1999))
        .setToken(token);
  }

  private CapturePaymentRequest capture() {
    return CapturePaymentRequest.newBuilder().setOrderId(order).build();
  }

  private VoidPaymentRequest giveUp() {
    return VoidPaymentRequest.newBuilder().setOrderId(order).build();
  }

  private RefundPaymentRequest.Builder refund(String name) {
    return RefundPaymentRequest.newBuilder().setOrderId(order).setRefundId(name);
  }

  private static Money gbp(long pence) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(pence).build();
  }

  private static PaymentServiceBlockingStub stub(io.grpc.Channel channel) {
    return PaymentServiceGrpc.newBlockingStub(channel);
  }
}

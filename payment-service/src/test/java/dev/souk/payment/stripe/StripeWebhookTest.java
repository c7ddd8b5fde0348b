package dev.souk.payment.stripe;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.payment.PaymentServer;
import dev.souk.payment.v1.AuthorizePaymentRequest;
import dev.souk.payment.v1.ConfirmPaymentRequest;
import dev.souk.payment.v1.GetPaymentRequest;
import dev.souk.payment.v1.Payment;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.payment.v1.PaymentServiceGrpc.PaymentServiceBlockingStub;
import dev.souk.payment.v1.PaymentWebhookServiceGrpc;
import dev.souk.payment.v1.PaymentWebhookServiceGrpc.PaymentWebhookServiceBlockingStub;
import dev.souk.payment.v1.ReceiveStripeEventRequest;
import dev.souk.type.v1.Money;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's events through the service's port, as the gateway passes them on. */
class StripeWebhookTest {
  private static final String SECRET = "whsec_of_tests";
  private static final String BUYER = "usr_buyer";

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static TestIdentity identity;
  private static FakeStripe stripe;
  private static RunningServer server;
  private static PaymentServiceBlockingStub orders;
  private static int intents;

  private final String order = new Ids(Clock.systemUTC()).next("ord");
  private String intent = "";

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start(Files.createDirectory(folder.resolve("postgres")), 0);
    identity = new TestIdentity(folder);
    stripe = new FakeStripe("shop");
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(postgres.settings("souk_payment"));
    env.put("SOUK_PAYMENT_PROVIDER", "stripe");
    env.put("SOUK_STRIPE_API_KEY", "test-key");
    env.put("SOUK_STRIPE_WEBHOOK_SECRET", SECRET);
    env.put("SOUK_STRIPE_API_BASE", stripe.address().toString());
    server = PaymentServer.start(env);
    orders =
        PaymentServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "payment-service", "order-service"));
  }

  @AfterAll
  static void stop() {
    server.close();
    stripe.close();
    identity.close();
    postgres.close();
  }

  @BeforeEach
  void aPaymentThatWaits() {
    AuthorizePaymentRequest request =
        AuthorizePaymentRequest.newBuilder()
            .setOrderId(order)
            .setUserId(BUYER)
            .setAmount(Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999))
            .setToken("pm_card_authenticationRequired")
            .build();
    assertRefused(Reason.PAYMENT_ACTION_REQUIRED, () -> orders.authorizePayment(request));
    intent = "pi_shop_" + ++intents;
  }

  @Test
  void a_confirmation_is_heard_of_by_an_event() {
    stripe.buyerConfirms(intent);
    send("evt_1" + order, "payment_intent.amount_capturable_updated");
    assertThat(state()).isEqualTo(Payment.State.STATE_AUTHORIZED);
  }

  @Test
  void events_five_times_and_out_of_order_change_what_once_does() {
    stripe.buyerConfirms(intent);
    List<String> types =
        List.of(
            "payment_intent.succeeded",
            "payment_intent.amount_capturable_updated",
            "payment_intent.requires_action",
            "payment_intent.payment_failed",
            "payment_intent.created");
    for (int round = 0; round < 5; round++) {
      for (String type : types) {
        send("evt_" + type + order, type);
        assertThat(state()).isEqualTo(Payment.State.STATE_AUTHORIZED);
      }
    }
    assertThat(rows("provider_event where event_id like '%" + order + "'")).isEqualTo(5);
  }

  @Test
  void an_event_is_not_believed_about_money() {
    send("evt_1" + order, "payment_intent.succeeded");
    assertThat(state()).isEqualTo(Payment.State.STATE_REQUIRES_ACTION);
    stripe.buyerFails(intent);
    send("evt_2" + order, "payment_intent.succeeded");
    assertThat(state()).isEqualTo(Payment.State.STATE_DECLINED);
    ConfirmPaymentRequest again = ConfirmPaymentRequest.newBuilder().setOrderId(order).build();
    assertRefused(Reason.PAYMENT_DECLINED, () -> orders.confirmPayment(again));
  }

  @Test
  void an_event_that_is_not_signed_changes_nothing() {
    stripe.buyerConfirms(intent);
    String payload = event("evt_1" + order, "payment_intent.amount_capturable_updated");
    Instant now = Instant.now();
    for (String signature :
        List.of(
            Signed.header(payload, "whsec_other", now),
            Signed.header(payload + " ", SECRET, now),
            Signed.header(payload, SECRET, now.minusSeconds(400)))) {
      assertRefused(Reason.INVALID_FIELD, () -> receive(payload, signature));
    }
    PaymentWebhookServiceBlockingStub unsigned =
        PaymentWebhookServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
    assertRefused(Reason.INVALID_FIELD, () -> unsigned.receiveStripeEvent(request(payload)));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> unsigned.receiveStripeEvent(ReceiveStripeEventRequest.getDefaultInstance()));
    assertThat(state()).isEqualTo(Payment.State.STATE_REQUIRES_ACTION);
    assertThat(rows("provider_event where event_id like '%" + order + "'")).isZero();
  }

  private void send(String eventId, String type) {
    String payload = event(eventId, type);
    receive(payload, Signed.header(payload, SECRET, Instant.now()));
  }

  private String event(String eventId, String type) {
    return """
    {"id": "%s", "object": "event", "type": "%s",
     "data": {"object": {"id": "%s", "object": "payment_intent", "status": "succeeded", "amount_received": 1999}}}
    """
        .formatted(eventId, type, intent);
  }

  private static void receive(String payload, String signature) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("stripe-signature", Metadata.ASCII_STRING_MARSHALLER), signature);
    PaymentWebhookServiceBlockingStub gateway =
        PaymentWebhookServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    var _ = gateway.receiveStripeEvent(request(payload));
  }

  private static ReceiveStripeEventRequest request(String payload) {
    return ReceiveStripeEventRequest.newBuilder()
        .setEvent(
            HttpBody.newBuilder()
                .setContentType("application/json")
                .setData(ByteString.copyFromUtf8(payload)))
        .build();
  }

  private Payment.State state() {
    String id = text("select payment_id from payment where order_id = '" + order + "'");
    return PaymentServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), BUYER))
        .getPayment(GetPaymentRequest.newBuilder().setPaymentId(id).build())
        .getState();
  }

  private static long rows(String from) {
    return Long.parseLong(text("select count(*) from " + from));
  }

  private static String text(String sql) {
    try (var connection =
            DriverManager.getConnection(
                EmbeddedPostgres.url(postgres.port(), "souk_payment"), "postgres", "");
        var query = connection.prepareStatement(sql);
        var row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}

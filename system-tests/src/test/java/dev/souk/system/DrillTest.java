package dev.souk.system;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.local.service.ShopService;
import dev.souk.operation.v1.CrashEffect;
import dev.souk.operation.v1.DelayEffect;
import dev.souk.operation.v1.DeleteFaultRequest;
import dev.souk.operation.v1.ErrorEffect;
import dev.souk.operation.v1.Fault;
import dev.souk.operation.v1.FaultServiceGrpc;
import dev.souk.operation.v1.FaultServiceGrpc.FaultServiceBlockingStub;
import dev.souk.operation.v1.SetFaultRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import dev.souk.type.v1.PostalAddress;
import io.grpc.Channel;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Shop.Running.class)
@DisplayName("119: drills")
class DrillTest {
  private static final int BUYER = 430;
  private static final String PAYMENTS = "souk.payment.v1.PaymentService/";

  private static FaultServiceBlockingStub faults(Shop shop) {
    Channel admin =
        TestIdentity.with(
            shop.grpc(ShopService.PAYMENT.standardPort()),
            Headers.AUTHORIZATION,
            "Bearer " + shop.accounts().adminToken());
    return FaultServiceGrpc.newBlockingStub(admin);
  }

  private static void set(Shop shop, Duration timeToLive, String method, Fault.Builder effect) {
    Fault.Builder fault = effect.setMethod(PAYMENTS + method).setProbability(1);
    assertThat(
            faults(shop)
                .setFault(
                    SetFaultRequest.newBuilder()
                        .setFault(fault)
                        .setTimeToLive(Durations.fromSeconds(timeToLive.toSeconds()))
                        .build())
                .getInstance())
        .startsWith("payment-service/");
  }

  private static Order place(Shop shop, String sku) {
    Channel buyer =
        TestIdentity.withIdempotencyKey(
            TestIdentity.with(
                shop.grpc(ShopService.ORDER.standardPort()),
                Headers.AUTHORIZATION,
                "Bearer " + shop.accounts().buyerToken(BUYER)),
            UUID.randomUUID().toString());
    PlaceOrderRequest request =
        PlaceOrderRequest.newBuilder()
            .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(1))
            .setShippingAddress(
                PostalAddress.newBuilder()
                    .setRecipient("Ada Lovelace")
                    .setLine1("12 St James's Square")
                    .setCity("London")
                    .setPostalCode("SW1Y 4JH")
                    .setCountryCode("GB"))
            .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
            .build();
    return OrderServiceGrpc.newBlockingStub(buyer)
        .withDeadlineAfter(Duration.ofSeconds(6))
        .placeOrder(request);
  }

  /**
   * The authorization is late beyond its timeout and comes at the second try; the capture fails for
   * as long as the buyer waits.
   */
  @Test
  void an_order_outlives_payments_that_are_late_and_fail(Shop shop) throws Exception {
    shop.requireLocal();
    String sku = Goods.offer(shop, 999, 3);
    Client buyer = shop.accounts().buyer(BUYER);
    set(
        shop,
        Duration.ofSeconds(2),
        "AuthorizePayment",
        Fault.newBuilder()
            .setDelay(DelayEffect.newBuilder().setDuration(Durations.fromSeconds(10))));
    set(
        shop,
        Duration.ofMinutes(1),
        "CapturePayment",
        Fault.newBuilder().setError(ErrorEffect.newBuilder().setCode(Code.UNAVAILABLE)));

    Order order = place(shop, sku);

    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(Goods.stock(shop, sku)).isEqualTo("3/1/2");
    var _ =
        faults(shop)
            .deleteFault(
                DeleteFaultRequest.newBuilder().setMethod(PAYMENTS + "CapturePayment").build());
    Answer paid =
        await("the order to be paid")
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> buyer.get("/v1/orders/" + order.getOrderId()).ok(),
                answer -> answer.at("/state").equals("ORDER_STATE_PAID"));
    Answer payment = buyer.get("/v1/payments/" + paid.at("/paymentId")).ok();
    assertThat(payment.at("/captured/minorUnits")).isEqualTo(paid.at("/total/minorUnits"));
    assertThat(payment.at("/refunded/minorUnits")).isEqualTo("0");
    assertThat(Goods.stock(shop, sku)).isEqualTo("2/0/2");
    shop.verify();
  }

  @Test
  void a_service_that_shares_its_process_does_not_crash(Shop shop) {
    shop.requireLocal();
    assertRefused(
        Reason.PROCESS_SHARED,
        () ->
            set(
                shop,
                Duration.ofMinutes(1),
                "CapturePayment",
                Fault.newBuilder().setCrash(CrashEffect.getDefaultInstance())));
  }
}

package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.london;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.order.v1.CreateDiscountCodeRequest;
import dev.souk.order.v1.DiscountCode;
import dev.souk.order.v1.DiscountCodeServiceGrpc;
import dev.souk.order.v1.DiscountCodeServiceGrpc.DiscountCodeServiceBlockingStub;
import dev.souk.order.v1.GetDiscountCodeRequest;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.QuoteOrderRequest;
import dev.souk.order.world.OrderShop;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order-service, a buyer, a product and a discount code of their own. */
abstract class DiscountLab {
  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  static final AtomicInteger tests = new AtomicInteger();
  String buyer = "";
  String sku = "";
  String code = "";

  @BeforeEach
  void aBuyerAProductAndACodeOfTheirOwn() {
    int number = tests.incrementAndGet();
    buyer = "usr_thrifty" + number;
    sku = "CHEAP-" + number;
    code = "CODE-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 1000);
  }

  static DiscountCodeServiceBlockingStub codes() {
    return DiscountCodeServiceGrpc.newBlockingStub(SHOP.admin());
  }

  OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(SHOP.user(buyer));
  }

  static OrderServiceBlockingStub placing(String user) {
    return OrderServiceGrpc.newBlockingStub(SHOP.keyed(user));
  }

  DiscountCode.Builder tenPercent() {
    return DiscountCode.newBuilder().setCode(code).setPercentOff("10");
  }

  static DiscountCode create(DiscountCode.Builder wanted) {
    return codes()
        .createDiscountCode(CreateDiscountCodeRequest.newBuilder().setDiscountCode(wanted).build());
  }

  static DiscountCode read(String code) {
    return codes().getDiscountCode(GetDiscountCodeRequest.newBuilder().setCode(code).build());
  }

  OrderQuote quote(int quantity, String... codes) {
    return orders()
        .quoteOrder(
            QuoteOrderRequest.newBuilder()
                .setShippingAddress(london())
                .setShippingMethod("express")
                .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity))
                .addAllDiscountCodes(List.of(codes))
                .build());
  }

  PlaceOrderRequest.Builder place(int quantity, String... codes) {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(london())
        .setShippingMethod("express")
        .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
        .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity))
        .addAllDiscountCodes(List.of(codes));
  }

  static ApiException refusal(StatusRuntimeException answer) {
    return assertRefused(
        Reason.DISCOUNT_REFUSED,
        () -> {
          throw answer;
        });
  }
}

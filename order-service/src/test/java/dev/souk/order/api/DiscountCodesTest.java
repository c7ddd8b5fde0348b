package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.london;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.Timestamps;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.DiscountCode;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.LineDiscount;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderItem;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.QuoteOrderRequest;
import dev.souk.order.v1.QuotedDiscount;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** 71: what discount codes take off, and how often. */
class DiscountCodesTest extends DiscountLab {
  @Test
  @DisplayName("71: a percentage is taken off the lines, and the order costs what was quoted")
  void a_percentage() {
    create(tenPercent());
    String other = sku + "-B";
    SHOP.world().shelves().put(other, "GBP", 333, 10);
    QuoteOrderRequest wanted =
        QuoteOrderRequest.newBuilder()
            .setShippingAddress(london())
            .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(1))
            .addItems(PurchaseItem.newBuilder().setSku(other).setQuantity(1))
            .addDiscountCodes(' ' + code.toLowerCase(java.util.Locale.ROOT))
            .build();
    OrderQuote quote = orders().quoteOrder(wanted);
    // 10 % of 2332 is 233.2; of that 199.73 and 33.27 are the lines' shares.
    assertThat(quote.getDiscount()).isEqualTo(pounds(233));
    assertThat(quote.getTotal()).isEqualTo(pounds(2332 - 233));
    assertThat(quote.getLinesList())
        .extracting(line -> line.getDiscount().getMinorUnits())
        .containsExactly(200L, 33L);
    assertThat(quote.getLines(0).getDiscountsList())
        .containsExactly(LineDiscount.newBuilder().setCode(code).setAmount(pounds(200)).build());
    // VAT in 17.99 and in 3.00.
    assertThat(quote.getTax()).isEqualTo(pounds(300 + 50));
    assertThat(quote.getDiscountsList())
        .containsExactly(
            QuotedDiscount.newBuilder()
                .setCode(code)
                .setAmount(pounds(233))
                .setShippingAmount(pounds(0))
                .build());

    Order order =
        placing(buyer)
            .placeOrder(
                PlaceOrderRequest.newBuilder()
                    .setShippingAddress(london())
                    .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
                    .addAllItems(wanted.getItemsList())
                    .addDiscountCodes(code)
                    .build());
    assertThat(order.getTotal()).isEqualTo(quote.getTotal());
    assertThat(order.getItemsList())
        .extracting(OrderItem::getDiscount)
        .containsExactly(pounds(200), pounds(33));
    assertThat(order.getDiscounts(0).getCode()).isEqualTo(code);
    assertThat(order.getDiscounts(0).getAmount()).isEqualTo(pounds(233));
    assertThat(
            orders().getOrder(GetOrderRequest.newBuilder().setOrderId(order.getOrderId()).build()))
        .isEqualTo(order);
    assertThat(SHOP.world().bank().captured(order.getOrderId())).isEqualTo(order.getTotal());
    assertThat(read(code).getUses()).isEqualTo(1);
  }

  @Test
  @DisplayName("71: a fixed amount never takes off more than there is, and shipping can be free")
  void fixed_amounts_and_free_shipping() {
    create(DiscountCode.newBuilder().setCode(code).setAmountOff(pounds(5000)).setCombinable(true));
    create(
        DiscountCode.newBuilder()
            .setCode(code + "-SHIP")
            .setFreeShipping(true)
            .setCombinable(true));
    OrderQuote quote = quote(2, code, code + "-SHIP");
    assertThat(quote.getDiscount()).isEqualTo(pounds(3998));
    assertThat(quote.getShipping()).isEqualTo(pounds(0));
    assertThat(quote.getTotal()).isEqualTo(pounds(0));
    assertThat(quote.getDiscountsList())
        .extracting(QuotedDiscount::getAmount, QuotedDiscount::getShippingAmount)
        .containsExactly(tuple(pounds(3998), pounds(0)), tuple(pounds(0), pounds(695)));
    assertThat(quote(3, code).getTotal()).isEqualTo(pounds(5997 - 5000 + 695));
  }

  @Test
  @DisplayName("71: a code with one use left and 50 takers has one winner")
  void fifty_takers() throws Exception {
    create(tenPercent().setMaxUses(1));
    CyclicBarrier together = new CyclicBarrier(50);
    List<Future<Boolean>> attempts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        String taker = buyer + "-" + i;
        attempts.add(
            threads.submit(() -> {
              OrderServiceBlockingStub stub = placing(taker);
              together.await();
              try {
                return stub.placeOrder(place(1, code).build()).getDiscountsCount() == 1;
              } catch (StatusRuntimeException e) {
                assertThat(refusal(e).variable("obstacle")).isEqualTo("USED_UP");
                return false;
              }
            }));
      }
    }
    int winners = 0;
    for (Future<Boolean> attempt : attempts) {
      winners += attempt.get() ? 1 : 0;
    }
    assertThat(winners).isEqualTo(1);
    assertThat(read(code).getUses()).isEqualTo(1);
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(999);
  }

  @Test
  @DisplayName("71: a code is given back when its order fails or is cancelled")
  void a_code_is_given_back() {
    create(tenPercent().setMaxUses(1).setMaxUsesPerCustomer(1));
    assertRefused(
        Reason.PAYMENT_DECLINED,
        () ->
            placing(buyer)
                .placeOrder(
                    place(1, code)
                        .setPayment(PaymentMethod.newBuilder().setToken("tok_declined"))
                        .build()));
    assertThat(read(code).getUses()).isZero();
    Order order = placing(buyer).placeOrder(place(1, code).build());
    assertThat(quote(1, code).getDiscounts(0).getObstacle()).isEqualTo("USED_UP");
    Order cancelled =
        orders()
            .cancelOrder(CancelOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
    assertThat(cancelled.getDiscountsList()).isEqualTo(order.getDiscountsList());
    assertThat(read(code).getUses()).isZero();
    assertThat(placing(buyer).placeOrder(place(1, code).build()).getDiscountsCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("71: why a code does not count is told, by a quote and by an order")
  void obstacles() {
    create(tenPercent().setMaxUsesPerCustomer(1));
    placing(buyer).placeOrder(place(1, code).build());
    long now = System.currentTimeMillis();
    create(tenPercent().setCode(code + "-A").setStartTime(Timestamps.fromMillis(now + 99_999)));
    create(tenPercent().setCode(code + "-B").setEndTime(Timestamps.fromMillis(now - 99_999)));
    create(tenPercent().setCode(code + "-C").setMinimumSubtotal(pounds(2000)));
    create(
        tenPercent()
            .setCode(code + "-D")
            .setMinimumSubtotal(pounds(0).toBuilder().setCurrencyCode("EUR")));
    create(tenPercent().setCode(code + "-E"));
    create(tenPercent().setCode(code + "-F").setCombinable(true));
    create(tenPercent().setCode(code + "-G").setDisabled(true));
    assertThat(
            quote(1, code, code + "-A", code + "-B", code + "-C", code + "-D").getDiscountsList())
        .extracting(QuotedDiscount::getObstacle)
        .containsExactly(
            "USED_UP_BY_CUSTOMER",
            "NOT_STARTED",
            "EXPIRED",
            "MINIMUM_NOT_REACHED",
            "OTHER_CURRENCY");
    assertThat(quote(1, code + "-E", code + "-F", code + "-G", "NONE").getDiscountsList())
        .extracting(QuotedDiscount::getObstacle)
        .containsExactly("", "NOT_COMBINABLE", "UNKNOWN", "UNKNOWN");
    ApiException refusal =
        assertRefused(
            Reason.DISCOUNT_REFUSED,
            () -> placing(buyer).placeOrder(place(1, code + "-B").build()));
    assertThat(refusal.variable("code")).isEqualTo(code + "-B");
    assertThat(refusal.variable("obstacle")).isEqualTo("EXPIRED");
    assertThat(quote(2, code + "-C").getDiscount()).isEqualTo(pounds(400));
  }

  @Test
  @DisplayName("71: a discount that fell away since the quote is a changed price")
  void a_discount_that_fell_away() {
    create(tenPercent().setMaxUses(1));
    OrderQuote quote = quote(1, code);
    placing(buyer + "-faster").placeOrder(place(1, code).build());
    assertRefused(
        Reason.PRICE_CHANGED,
        () -> placing(buyer).placeOrder(place(1, code).setExpectedTotal(quote.getTotal()).build()));
    assertRefused(Reason.DISCOUNT_REFUSED, () -> placing(buyer).placeOrder(place(1, code).build()));
    Order order =
        placing(buyer).placeOrder(place(1, code).setExpectedTotal(pounds(1999 + 695)).build());
    assertThat(order.getDiscount()).isEqualTo(pounds(0));
  }
}

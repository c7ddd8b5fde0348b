package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.london;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.StoreException;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.CreateDiscountCodeRequest;
import dev.souk.order.v1.DeleteDiscountCodeRequest;
import dev.souk.order.v1.DiscountCode;
import dev.souk.order.v1.DiscountCodeServiceGrpc;
import dev.souk.order.v1.DiscountCodeServiceGrpc.DiscountCodeServiceBlockingStub;
import dev.souk.order.v1.GetDiscountCodeRequest;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.LineDiscount;
import dev.souk.order.v1.ListDiscountCodesRequest;
import dev.souk.order.v1.ListDiscountCodesResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderItem;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.QuoteOrderRequest;
import dev.souk.order.v1.QuotedDiscount;
import dev.souk.order.v1.UpdateDiscountCodeRequest;
import dev.souk.order.world.OrderShop;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Discount codes, from their making to their last use. */
class DiscountCodesTest {
  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static final AtomicInteger tests = new AtomicInteger();

  private String buyer = "";
  private String sku = "";
  private String code = "";

  @BeforeEach
  void aBuyerAProductAndACodeOfTheirOwn() {
    int number = tests.incrementAndGet();
    buyer = "usr_thrifty" + number;
    sku = "CHEAP-" + number;
    code = "CODE-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 1000);
  }

  private static DiscountCodeServiceBlockingStub codes() {
    return DiscountCodeServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(SHOP.user(buyer));
  }

  private static OrderServiceBlockingStub placing(String user) {
    return OrderServiceGrpc.newBlockingStub(SHOP.keyed(user));
  }

  private DiscountCode.Builder tenPercent() {
    return DiscountCode.newBuilder().setCode(code).setPercentOff("10");
  }

  private static DiscountCode create(DiscountCode.Builder wanted) {
    return codes()
        .createDiscountCode(CreateDiscountCodeRequest.newBuilder().setDiscountCode(wanted).build());
  }

  private static DiscountCode read(String code) {
    return codes().getDiscountCode(GetDiscountCodeRequest.newBuilder().setCode(code).build());
  }

  private OrderQuote quote(int quantity, String... codes) {
    return orders()
        .quoteOrder(
            QuoteOrderRequest.newBuilder()
                .setShippingAddress(london())
                .setShippingMethod("express")
                .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity))
                .addAllDiscountCodes(List.of(codes))
                .build());
  }

  private PlaceOrderRequest.Builder place(int quantity, String... codes) {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(london())
        .setShippingMethod("express")
        .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
        .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity))
        .addAllDiscountCodes(List.of(codes));
  }

  private static ApiException refusal(StatusRuntimeException answer) {
    return assertRefused(
        Reason.DISCOUNT_REFUSED,
        () -> {
          throw answer;
        });
  }

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

  @Test
  @DisplayName("71: admins make, change, list and delete codes; what was used stays")
  void administration() {
    DiscountCode made =
        create(
            tenPercent()
                .setCode(code.toLowerCase(java.util.Locale.ROOT))
                .setDescription("Spring")
                .setMaxUses(5));
    assertThat(made.getCode()).isEqualTo(code);
    assertThat(read(code)).isEqualTo(made);
    assertRefused(Reason.DISCOUNT_CODE_TAKEN, () -> create(tenPercent()));
    DiscountCode changed =
        update(
            made.toBuilder().clearPercentOff().setAmountOff(pounds(300)).build(),
            "percent_off",
            "amount_off",
            "uses");
    assertThat(changed.getAmountOff()).isEqualTo(pounds(300));
    assertThat(changed.getDescription()).isEqualTo("Spring");
    assertThat(changed.getEtag()).isNotEqualTo(made.getEtag());
    assertRefused(
        Reason.ETAG_MISMATCH, () -> update(made.toBuilder().setDisabled(true).build(), "disabled"));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> update(changed.toBuilder().setPercentOff("5").build(), "percent_off"));
    placing(buyer).placeOrder(place(1, code).build());
    placing(buyer).placeOrder(place(1, code).build());
    assertRefused(
        Reason.INVALID_FIELD, () -> update(changed.toBuilder().setMaxUses(1).build(), "max_uses"));
    assertRefused(Reason.ILLEGAL_STATE, () -> delete(code));
    update(changed.toBuilder().setDisabled(true).build(), "disabled");
    assertThat(quote(1, code).getDiscounts(0).getObstacle()).isEqualTo("UNKNOWN");

    create(tenPercent().setCode(code + "-X"));
    delete(code + "-X");
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> read(code + "-X"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> read("no such code"));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            DiscountCodeServiceGrpc.newBlockingStub(SHOP.user(buyer))
                .getDiscountCode(GetDiscountCodeRequest.newBuilder().setCode(code).build()));
  }

  private static DiscountCode update(DiscountCode wanted, String... fields) {
    return codes()
        .updateDiscountCode(
            UpdateDiscountCodeRequest.newBuilder()
                .setDiscountCode(wanted)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
                .build());
  }

  private static void delete(String code) {
    var _ =
        codes().deleteDiscountCode(DeleteDiscountCodeRequest.newBuilder().setCode(code).build());
  }

  @Test
  void what_is_no_code_is_refused() {
    assertThat(
            List.of(
                tenPercent().setCode("A"),
                tenPercent().setCode("WITH BLANK"),
                tenPercent().setPercentOff("0"),
                tenPercent().setPercentOff("100.5"),
                tenPercent().setPercentOff("-5"),
                tenPercent().setPercentOff("1e1"),
                tenPercent().clearPercentOff(),
                tenPercent().setFreeShipping(true),
                tenPercent().clearPercentOff().setAmountOff(pounds(0)),
                tenPercent().setMinimumSubtotal(pounds(-1)),
                tenPercent().setMaxUses(-1),
                tenPercent()
                    .setStartTime(Timestamps.fromSeconds(1000))
                    .setEndTime(Timestamps.fromSeconds(1000)),
                tenPercent().setStartTime(Timestamps.EPOCH.toBuilder().setNanos(-1)),
                tenPercent()
                    .clearPercentOff()
                    .setAmountOff(pounds(5))
                    .setMinimumSubtotal(pounds(5).toBuilder().setCurrencyCode("EUR"))))
        .allSatisfy(wrong -> assertRefused(Reason.INVALID_FIELD, () -> create(wrong)));
  }

  @Test
  @DisplayName("71: the list of codes is read page by page, newest first")
  void pages() {
    for (int i = 0; i < 5; i++) {
      create(tenPercent().setCode(code + "-P" + i));
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      ListDiscountCodesResponse page =
          codes()
              .listDiscountCodes(
                  ListDiscountCodesRequest.newBuilder().setPageSize(2).setPageToken(token).build());
      page.getDiscountCodesList().forEach(one -> listed.add(one.getCode()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed)
        .doesNotHaveDuplicates()
        .startsWith(code + "-P4", code + "-P3", code + "-P2", code + "-P1", code + "-P0");
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            codes()
                .listDiscountCodes(
                    ListDiscountCodesRequest.newBuilder().setPageToken("nonsense").build()));
  }

  @Test
  @DisplayName("71: the database holds the uses within the limit, and counts them itself")
  void what_the_database_refuses() {
    create(tenPercent().setMaxUses(1));
    Order order = placing(buyer).placeOrder(place(1, code).build());
    Order other = placing(buyer).placeOrder(place(1).build());
    try (Database database = SHOP.database()) {
      for (String change :
          List.of(
              "update discount_code set uses = 2 where code = 'CODE'",
              "update discount_code set uses = -1 where code = 'CODE'",
              "insert into discount_redemption values ('OTHER', 'CODE', 'usr_1', 0, 0, null)",
              "update discount_redemption set amount = 0 where code = 'CODE'",
              "update discount_redemption set customer = 'me' where code = 'CODE'",
              "delete from discount_redemption where code = 'CODE'",
              "delete from discount_code where code = 'CODE'",
              "update discount_code set percent_off = 101 where code = 'CODE'",
              "update discount_code set free_shipping = true where code = 'CODE'",
              "update discount_code set currency = 'GBP' where code = 'CODE'")) {
        String statement = change.replace("CODE", code).replace("OTHER", other.getOrderId());
        assertThatThrownBy(() -> database.run(sql -> sql.update(statement)))
            .as(statement)
            .isInstanceOf(StoreException.class);
      }
      assertThat(
              database.<Integer>run(sql ->
                  sql.first(
                          "select count(*) from outbox where topic = 'souk.audit'",
                          row -> row.getInt(1))
                      .orElseThrow()))
          .isPositive();
    }
    assertThat(order.getDiscount()).isEqualTo(pounds(200));
    assertThat(read(code).getUses()).isEqualTo(1);
  }
}

package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.OrderServer;
import dev.souk.order.v1.AppliedDiscount;
import dev.souk.order.v1.CartPricingServiceGrpc;
import dev.souk.order.v1.CreateDiscountCodeRequest;
import dev.souk.order.v1.DiscountCode;
import dev.souk.order.v1.DiscountCodeServiceGrpc;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PriceCartLine;
import dev.souk.order.v1.PriceCartRequest;
import dev.souk.order.v1.PriceCartResponse;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.QuoteOrderRequest;
import dev.souk.order.v1.QuotedDiscount;
import dev.souk.order.world.TestPostgres;
import dev.souk.order.world.World;
import dev.souk.type.v1.Money;
import dev.souk.type.v1.PostalAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Discount codes that stand in carts. */
class CartCodesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  @TempDir static Path folder;
  private static final AtomicInteger tests = new AtomicInteger();
  private static TestIdentity identity;
  private static World world;
  private static RunningServer server;

  private String buyer = "";
  private String sku = "";
  private String code = "";

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    world = new World();
    Map<String, String> env = identity.env();
    env.putAll(POSTGRES.settings());
    env.put("SOUK_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    for (String service : List.of("USER", "PRODUCT", "CART", "PAYMENT")) {
      env.put("SOUK_" + service + "_TARGET", world.target());
    }
    server = OrderServer.start(env);
  }

  @AfterAll
  static void stop() {
    server.close();
    world.close();
    identity.close();
  }

  @BeforeEach
  void aBuyerWithACart() {
    int number = tests.incrementAndGet();
    buyer = "usr_carter" + number;
    sku = "CHEAP-" + number;
    code = "CODE-" + number;
    world.shelves().put(sku, "GBP", 1999, 1000);
    world.trolleys().add(buyer, sku, 1);
  }

  private static void create(DiscountCode.Builder wanted) {
    DiscountCode _ =
        DiscountCodeServiceGrpc.newBlockingStub(
                identity.user(server.grpcPort(), "usr_admin", "ROLE_ADMIN"))
            .createDiscountCode(
                CreateDiscountCodeRequest.newBuilder().setDiscountCode(wanted).build());
  }

  private DiscountCode.Builder tenPercent() {
    return DiscountCode.newBuilder().setCode(code).setPercentOff("10");
  }

  private OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(
        TestIdentity.withIdempotencyKey(
            identity.user(server.grpcPort(), buyer), UUID.randomUUID().toString()));
  }

  private static PlaceOrderRequest.Builder theCart() {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(london())
        .setPayment(PaymentMethod.newBuilder().setToken("tok_success"));
  }

  private OrderQuote quote(String... codes) {
    return orders()
        .quoteOrder(
            QuoteOrderRequest.newBuilder()
                .setShippingAddress(london())
                .addAllDiscountCodes(List.of(codes))
                .build());
  }

  private static PostalAddress london() {
    return PostalAddress.newBuilder()
        .setRecipient("Ada Lovelace")
        .setLine1("1 Main Street")
        .setCity("London")
        .setPostalCode("N1 1AA")
        .setCountryCode("GB")
        .build();
  }

  private static Money pounds(long pence) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(pence).build();
  }

  @Test
  @DisplayName("71: quote and order take the codes of the cart, which leave it with the lines")
  void the_codes_of_the_cart() {
    create(tenPercent().setMaxUses(1));
    world.trolleys().addCode(buyer, code);
    assertThat(quote().getTotal()).isEqualTo(pounds(1799));
    Order order = orders().placeOrder(theCart().build());
    assertThat(order.getDiscountsList()).extracting(AppliedDiscount::getCode).containsExactly(code);
    assertThat(order.getTotal()).isEqualTo(pounds(1799));

    world.trolleys().add(buyer, sku, 1);
    assertThat(quote().getDiscountsList()).as("the code is gone").isEmpty();
    world.trolleys().addCode(buyer, code);
    assertThat(quote().getDiscounts(0).getObstacle()).isEqualTo("USED_UP");
    assertRefused(Reason.DISCOUNT_REFUSED, () -> orders().placeOrder(theCart().build()));
  }

  @Test
  @DisplayName("71: codes of the cart and of the request add up, to at most 5, and count once")
  void codes_of_the_cart_and_of_the_request() {
    create(tenPercent().setCombinable(true));
    create(
        DiscountCode.newBuilder()
            .setCode(code + "-B")
            .setAmountOff(pounds(100))
            .setCombinable(true));
    world.trolleys().addCode(buyer, code);
    assertThat(quote(code + "-B", code.toLowerCase(java.util.Locale.ROOT)).getDiscountsList())
        .extracting(QuotedDiscount::getCode, QuotedDiscount::getAmount)
        .containsExactly(tuple(code, pounds(200)), tuple(code + "-B", pounds(100)));
    List.of("C2", "C3", "C4").forEach(more -> world.trolleys().addCode(buyer, more));
    assertThat(quote(code + "-B").getDiscountsCount()).isEqualTo(5);
    assertRefused(Reason.INVALID_FIELD, () -> quote(code + "-B", "CC6"));
  }

  @Test
  @DisplayName("70: what is bought now leaves the codes of the cart out and alone")
  void buying_now() {
    create(tenPercent());
    world.trolleys().addCode(buyer, code);
    PurchaseItem item = PurchaseItem.newBuilder().setSku(sku).setQuantity(1).build();
    assertThat(orders().placeOrder(theCart().addItems(item).build()).getTotal())
        .isEqualTo(pounds(1999));
    assertThat(quote().getTotal()).isEqualTo(pounds(1799));
  }

  @Test
  @DisplayName("71: a cart is priced by the code that prices orders")
  void a_cart_is_priced() {
    create(tenPercent().setCombinable(true));
    create(
        DiscountCode.newBuilder()
            .setCode(code + "-SHIP")
            .setFreeShipping(true)
            .setCombinable(true));
    PriceCartRequest cart =
        PriceCartRequest.newBuilder()
            .setUserId(buyer)
            .addLines(
                PriceCartLine.newBuilder().setSku(sku).setQuantity(3).setUnitPrice(pounds(1999)))
            .addDiscountCodes(code)
            .addDiscountCodes(code + "-SHIP")
            .addDiscountCodes("NONE")
            .build();
    PriceCartResponse priced =
        CartPricingServiceGrpc.newBlockingStub(
                identity.service(server.grpcPort(), "order-service", "cart-service"))
            .priceCart(cart);
    world.trolleys().add(buyer, sku, 2);
    assertThat(priced.getDiscount()).isEqualTo(quote(code).getDiscount());
    assertThat(priced.getDiscountsList())
        .extracting(
            QuotedDiscount::getAmount, QuotedDiscount::getFreeShipping, QuotedDiscount::getObstacle)
        .containsExactly(
            tuple(pounds(600), false, ""),
            tuple(pounds(0), true, ""),
            tuple(pounds(0), false, "UNKNOWN"));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            CartPricingServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), buyer))
                .priceCart(cart));
  }
}

package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.london;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.EraseUserRequest;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.QuoteLine;
import dev.souk.order.v1.QuoteOrderRequest;
import dev.souk.order.v1.ShippingOption;
import dev.souk.order.v1.UserDataServiceGrpc;
import dev.souk.order.world.OrderShop;
import dev.souk.type.v1.Money;
import dev.souk.type.v1.PostalAddress;
import io.grpc.Channel;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quotes, and orders that cost what was quoted. */
class QuoteTest {
  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static final AtomicInteger buyers = new AtomicInteger();

  private String buyer = "";
  private String guest = "";
  private String sku = "";

  @BeforeEach
  void aBuyerWithAProductOfTheirOwn() {
    int number = buyers.incrementAndGet();
    buyer = "usr_quote" + number;
    guest = "BBBBBBBBBBBBBBBBBBBB" + (10 + number);
    sku = "QUOTED-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 1000);
  }

  private OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(SHOP.user(buyer));
  }

  private OrderServiceBlockingStub keyed() {
    Channel user = SHOP.user(buyer);
    return OrderServiceGrpc.newBlockingStub(
        TestIdentity.withIdempotencyKey(user, UUID.randomUUID().toString()));
  }

  private OrderServiceBlockingStub asGuest() {
    return OrderServiceGrpc.newBlockingStub(SHOP.guest(guest));
  }

  private static PostalAddress sacramento() {
    return london().toBuilder()
        .setCity("Sacramento")
        .setRegion("CA")
        .setPostalCode("95814")
        .setCountryCode("US")
        .build();
  }

  private static QuoteOrderRequest.Builder quote(PostalAddress address) {
    return QuoteOrderRequest.newBuilder().setShippingAddress(address);
  }

  private static PlaceOrderRequest.Builder place(PostalAddress address) {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(address)
        .setPayment(PaymentMethod.newBuilder().setToken("tok_success"));
  }

  private PurchaseItem item(int quantity) {
    return PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity).build();
  }

  private static Money money(String currency, long units) {
    return Money.newBuilder().setCurrencyCode(currency).setMinorUnits(units).build();
  }

  @Test
  @DisplayName("67: a quote explains every amount of every line")
  void a_quote_explains_itself() {
    SHOP.world().trolleys().add(buyer, sku, 3);
    OrderQuote quote = orders().quoteOrder(quote(london()).setShippingMethod("express").build());

    assertThat(quote.getSubtotal()).isEqualTo(pounds(5997));
    assertThat(quote.getDiscount()).isEqualTo(pounds(0));
    assertThat(quote.getShipping()).isEqualTo(pounds(695));
    assertThat(quote.getTotal()).isEqualTo(pounds(6692));
    assertThat(quote.getTaxIncluded()).isTrue();
    assertThat(quote.getTax()).isEqualTo(pounds(1000 + 116));
    assertThat(quote.getShippingTax()).isEqualTo(pounds(116));
    QuoteLine line = quote.getLines(0);
    assertThat(line.getName()).isEqualTo("Product " + sku);
    assertThat(line.getUnitPrice()).isEqualTo(pounds(1999));
    assertThat(line.getLineTotal()).isEqualTo(pounds(5997));
    assertThat(line.getTax()).isEqualTo(pounds(1000));
    assertThat(line.getTaxRate().getName()).isEqualTo("VAT");
    assertThat(line.getTaxRate().getPercent()).isEqualTo("20");
    assertThat(quote.getTaxesList())
        .singleElement()
        .satisfies(tax -> {
          assertThat(tax.getCharged()).isEqualTo(pounds(6692));
          assertThat(tax.getTax()).isEqualTo(quote.getTax());
        });
    assertThat(quote.getShippingOptionsList())
        .extracting(ShippingOption::getMethod, ShippingOption::getPrice)
        .containsExactly(tuple("standard", pounds(0)), tuple("express", pounds(695)));
    assertThat(quote.getEstimatedDelivery())
        .isEqualTo(quote.getShippingOptions(1).getEstimatedDelivery());
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(3);
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
  }

  @Test
  @DisplayName("67: an order costs what was quoted, and keeps how it came about")
  void an_order_costs_what_was_quoted() {
    SHOP.world().shelves().setPrice(sku, "USD", 1000);
    SHOP.world().trolleys().add(buyer, sku, 2);
    OrderQuote quote = orders().quoteOrder(quote(sacramento()).build());
    Order order =
        keyed()
            .placeOrder(
                place(sacramento())
                    .setExpectedTotal(quote.getTotal())
                    .setCustomerNote("Please ring twice")
                    .build());

    // 2000 + 1595 + 7.25 % of each.
    assertThat(order.getTotal()).isEqualTo(money("USD", 2000 + 1595 + 145 + 116));
    assertThat(order.getTaxIncluded()).isFalse();
    assertThat(order.getSubtotal()).isEqualTo(quote.getSubtotal());
    assertThat(order.getShipping()).isEqualTo(quote.getShipping());
    assertThat(order.getTax()).isEqualTo(quote.getTax());
    assertThat(order.getTaxesList()).isEqualTo(quote.getTaxesList());
    assertThat(order.getItems(0).getTax()).isEqualTo(money("USD", 145));
    assertThat(order.getItems(0).getTaxRate().getPercent()).isEqualTo("7.25");
    assertThat(order.getShippingMethod()).isEqualTo("standard");
    assertThat(order.getEstimatedDelivery()).isEqualTo(quote.getEstimatedDelivery());
    assertThat(order.getCustomerNote()).isEqualTo("Please ring twice");
    assertThat(SHOP.world().bank().captured(order.getOrderId())).isEqualTo(order.getTotal());
    assertThat(
            orders().getOrder(GetOrderRequest.newBuilder().setOrderId(order.getOrderId()).build()))
        .isEqualTo(order);
  }

  @Test
  @DisplayName("68: a price that changes while the order is placed is refused with the new total")
  void a_price_that_changes_on_the_way() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    SHOP.world()
        .shelves()
        .afterNextOffer(sku, () -> SHOP.world().shelves().setPrice(sku, "GBP", 2100));
    assertRefused(
        Reason.PRICE_CHANGED,
        () -> keyed().placeOrder(place(london()).setShippingMethod("express").build()));
    assertThat(
            keyed()
                .placeOrder(
                    place(london())
                        .setShippingMethod("express")
                        .setExpectedTotal(pounds(2100 + 695))
                        .build())
                .getTotal())
        .isEqualTo(pounds(2795));
  }

  @Test
  @DisplayName("67: a guest's cart is quoted, and stays the guest's")
  void a_guest_is_quoted() {
    SHOP.world().trolleys().add(guest, sku, 1);
    OrderQuote quote = asGuest().quoteOrder(quote(london()).build());
    assertThat(quote.getTotal()).isEqualTo(pounds(1999));
    assertThat(SHOP.world().trolleys().quantity(guest, sku)).isEqualTo(1);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            asGuest()
                .quoteOrder(
                    QuoteOrderRequest.newBuilder().setShippingAddressId("adr_home").build()));
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            OrderServiceGrpc.newBlockingStub(SHOP.anonymous()).quoteOrder(quote(london()).build()));
  }

  @Test
  @DisplayName("70: what is bought now is ordered, and the cart stays as it is")
  void buy_now() {
    SHOP.world().trolleys().add(buyer, sku, 5);
    String other = sku + "-OTHER";
    SHOP.world().shelves().put(other, "GBP", 500, 10);
    PurchaseItem twice = PurchaseItem.newBuilder().setSku(other).setQuantity(1).build();
    OrderQuote quote = orders().quoteOrder(quote(london()).addItems(twice).addItems(twice).build());
    assertThat(quote.getTotal()).isEqualTo(pounds(1000));
    Order order = keyed().placeOrder(place(london()).addItems(twice).addItems(twice).build());
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    assertThat(order.getItemsList())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.getSku()).isEqualTo(other);
          assertThat(item.getQuantity()).isEqualTo(2);
        });
    assertThat(SHOP.world().shelves().onHand(other)).isEqualTo(8);
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(5);

    Order same = keyed().placeOrder(place(london()).addItems(item(2)).build());
    assertThat(same.getTotal()).isEqualTo(pounds(3998));
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(5);
  }

  @Test
  void what_cannot_be_bought_is_refused() {
    assertRefused(Reason.CART_EMPTY, () -> orders().quoteOrder(quote(london()).build()));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            orders().quoteOrder(quote(london()).addItems(item(6000)).addItems(item(6000)).build()));
    assertRefused(
        Reason.INVALID_FIELD, () -> orders().quoteOrder(quote(london()).addItems(item(0)).build()));
    assertRefused(
        Reason.OUT_OF_STOCK,
        () ->
            orders()
                .quoteOrder(
                    quote(london())
                        .addItems(PurchaseItem.newBuilder().setSku("NONE").setQuantity(1))
                        .build()));
    assertRefused(
        Reason.SHIPPING_UNAVAILABLE,
        () ->
            orders()
                .quoteOrder(quote(london()).addItems(item(1)).setShippingMethod("drone").build()));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            orders()
                .quoteOrder(
                    quote(sacramento().toBuilder().setRegion("Atlantis").build())
                        .addItems(item(1))
                        .build()));
    String nul = sku + "\0";
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            orders()
                .quoteOrder(
                    quote(london())
                        .addItems(PurchaseItem.newBuilder().setSku(nul).setQuantity(1))
                        .build()));
  }

  @Test
  @DisplayName("79: what the buyer wrote goes with the buyer's account")
  void notes_are_erased() {
    Order order =
        keyed().placeOrder(place(london()).addItems(item(1)).setCustomerNote("I am Ada").build());
    var _ =
        orders()
            .cancelOrder(CancelOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
    var _ =
        UserDataServiceGrpc.newBlockingStub(SHOP.service("user-service"))
            .eraseUser(EraseUserRequest.newBuilder().setUserId(buyer).build());
    Order erased =
        orders().getOrder(GetOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
    assertThat(erased.getCustomerNote()).isEmpty();
    assertThat(erased.getTotal()).isEqualTo(order.getTotal());
    assertThat(erased.getTaxesList()).isEqualTo(order.getTaxesList());
  }
}

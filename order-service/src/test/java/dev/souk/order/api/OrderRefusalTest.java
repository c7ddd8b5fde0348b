package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.london;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.PreconditionFailure;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.ListOrdersRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PriceChange;
import dev.souk.order.world.Samples;
import dev.souk.type.v1.PostalAddress;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders that are not placed, and what they leave behind: nothing. */
class OrderRefusalTest extends OrderLab {
  @Test
  @DisplayName("73: somebody else's saved address does not exist, and nothing is ordered")
  void an_order_does_not_go_to_another_users_saved_address() {
    SHOP.world().letterboxes().put("usr_other", "adr_theirs", london());
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> keyed("k").placeOrder(toSaved("adr_theirs")));
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(keyed("k").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void an_order_needs_one_address_to_go_to() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest written = Samples.order("tok_success");
    PlaceOrderRequest none = written.toBuilder().clearShippingAddress().build();
    PlaceOrderRequest both = written.toBuilder().setShippingAddressId("adr_home").build();
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(none));
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(both));
  }

  @Test
  @DisplayName("an address that its country does not have is refused before anything happens")
  void an_address_that_its_country_does_not_have_is_refused() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest request = Samples.order("tok_success");
    PostalAddress home = request.getShippingAddress();
    PlaceOrderRequest wrong =
        request.toBuilder()
            .setShippingAddress(home.toBuilder().setPostalCode("10118"))
            .setBillingAddress(home.toBuilder().setCountryCode("US").setPostalCode("10118"))
            .build();
    ApiException refusal = assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(wrong));
    assertThat(refusal.status().toString())
        .contains("shippingAddress.postalCode", "billingAddress.region");
    PlaceOrderRequest nowhere =
        request.toBuilder().setShippingAddress(home.toBuilder().setCountryCode("ZZ")).build();
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(nowhere));

    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
    assertThat(keyed("k").placeOrder(request).getState())
        .as("the key is free")
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void an_order_without_an_idempotency_key_is_not_placed() {
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REQUIRED, () -> orders().placeOrder(Samples.order("tok_success")));
  }

  @Test
  void an_empty_cart_is_refused_and_the_key_remembers_it() {
    assertRefused(Reason.CART_EMPTY, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(Reason.CART_EMPTY, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    assertThat(keyed("k2").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void more_than_is_left_is_refused_with_what_is_left() throws IOException {
    SHOP.world().trolleys().add(buyer, sku, 11);
    ApiException refusal =
        assertRefused(
            Reason.OUT_OF_STOCK, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    PreconditionFailure details = refusal.status().getDetails(1).unpack(PreconditionFailure.class);
    assertThat(details.getViolations(0).getSubject()).isEqualTo(sku);
    assertThat(details.getViolations(0).getDescription()).isEqualTo("requested 11, available 10");
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    SHOP.world().shelves().put(sku, "GBP", 1999, 100);
    ApiException again =
        assertRefused(
            Reason.OUT_OF_STOCK, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    assertThat(again.status()).isEqualTo(refusal.status());
  }

  @Test
  void a_product_no_longer_for_sale_is_out_of_stock() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    SHOP.world().shelves().withdraw(sku);
    assertRefused(Reason.OUT_OF_STOCK, () -> keyed("k").placeOrder(Samples.order("tok_success")));
  }

  @Test
  void a_declined_payment_leaves_nothing_behind_but_a_failed_order() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(
        Reason.PAYMENT_DECLINED, () -> keyed("k").placeOrder(Samples.order("tok_declined")));
    assertRefused(
        Reason.PAYMENT_DECLINED, () -> keyed("k").placeOrder(Samples.order("tok_declined")));
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(10);
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
    assertThat(orders().listOrders(ListOrdersRequest.getDefaultInstance()).getOrdersList())
        .isEmpty();
  }

  @Test
  void a_wrong_token_is_the_requests_fault_and_its_key_is_free_again() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    ApiException refusal =
        assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(Samples.order("tok_oops")));
    assertThat(refusal.status().getMessage()).contains("payment.token");
    assertThat(keyed("k").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void a_price_that_the_cart_did_not_show_is_refused_with_both() throws IOException {
    SHOP.world().trolleys().add(buyer, sku, 2);
    SHOP.world().shelves().setPrice(sku, "GBP", 2099);
    ApiException refusal =
        assertRefused(
            Reason.PRICE_CHANGED, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    PriceChange change = refusal.status().getDetails(1).unpack(PriceChange.class);
    assertThat(change.getTotal()).isEqualTo(pounds(4198));
    assertThat(change.getLines(0).getOldUnitPrice()).isEqualTo(pounds(1999));
    assertThat(change.getLines(0).getNewUnitPrice()).isEqualTo(pounds(2099));
    PlaceOrderRequest agreed =
        Samples.order("tok_success").toBuilder().setExpectedTotal(change.getTotal()).build();
    assertThat(keyed("k2").placeOrder(agreed).getTotal()).isEqualTo(pounds(4198));
  }

  @Test
  void another_total_than_expected_is_refused() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest wrong =
        Samples.order("tok_success").toBuilder().setExpectedTotal(pounds(1998)).build();
    assertRefused(Reason.PRICE_CHANGED, () -> keyed("k").placeOrder(wrong));
  }

  @Test
  void a_price_that_changes_while_the_payment_is_made_is_not_charged() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    SHOP.world()
        .shelves()
        .afterNextOffer(sku, () -> SHOP.world().shelves().setPrice(sku, "GBP", 2500));
    assertRefused(Reason.PRICE_CHANGED, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
  }

  @Test
  void a_malformed_request_is_refused_before_anything_happens() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(
        Reason.INVALID_FIELD, () -> keyed("k").placeOrder(PlaceOrderRequest.getDefaultInstance()));
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
  }

  @Test
  void text_that_no_store_keeps_is_refused() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest.Builder request = Samples.order("tok_success").toBuilder();
    request.getShippingAddressBuilder().setCity("Lon\0don");
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(request.build()));
    Order order = keyed("k2").placeOrder(Samples.order("tok_success"));
    CancelOrderRequest cancel = cancel(order.getOrderId()).toBuilder().setReason("\0").build();
    assertRefused(Reason.INVALID_FIELD, () -> orders().cancelOrder(cancel));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> orders().getOrder(get("ord_\0")));
    for (String forged : List.of("x", "x/y", "+1000000000-01-01T00:00:00Z/ord_1")) {
      String token =
          dev.souk.kit.paging.PageTokens.encode(
              "ListOrders " + buyer + " ORDER_STATE_UNSPECIFIED", forged);
      ListOrdersRequest list = ListOrdersRequest.newBuilder().setPageToken(token).build();
      assertRefused(Reason.PAGE_TOKEN_INVALID, () -> orders().listOrders(list));
    }
  }
}

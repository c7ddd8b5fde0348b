package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.pounds;
import static dev.souk.cart.CartShop.read;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.cart.v1.AddDiscountCodeRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartDiscount;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.RemoveDiscountCodeRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discount codes of carts. */
class CartDiscountsTest {
  @TempDir static Path folder;
  private static CartShop shop;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final String guestId = CartShop.newGuestId();
  private final CartServiceBlockingStub carts = shop.carts(user);
  private final CartServiceBlockingStub orders =
      CartServiceGrpc.newBlockingStub(shop.service("order-service"));

  @BeforeAll
  static void start() throws IOException {
    shop = new CartShop(folder, Map.of());
    shop.prices.put("HAT", 2000L);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void openPricing() {
    shop.pricingUp(true);
  }

  private static Cart use(CartServiceBlockingStub stub, String code) {
    return stub.addDiscountCode(AddDiscountCodeRequest.newBuilder().setCode(code).build());
  }

  private static List<String> codes(Cart cart) {
    return cart.getDiscountCodesList().stream().map(CartDiscount::getCode).toList();
  }

  private List<String> checkoutCodes(String userId, String guest) {
    return orders
        .readCheckoutCart(
            ReadCheckoutCartRequest.newBuilder().setUserId(userId).setGuestId(guest).build())
        .getDiscountCodesList();
  }

  @Test
  @DisplayName("71: a cart says what each of its codes takes off, or why it does not")
  void codes_on_a_cart() {
    add(carts, "HAT", 2);
    use(carts, "Spring");
    Cart cart = use(carts, "none");
    assertThat(cart.getSubtotal()).isEqualTo(pounds(4000));
    assertThat(cart.getDiscount()).isEqualTo(pounds(100));
    assertThat(cart.getTotal()).isEqualTo(pounds(3900));
    assertThat(cart.getDiscountCodesList())
        .extracting(CartDiscount::getCode, CartDiscount::getAmount, CartDiscount::getObstacle)
        .containsExactly(tuple("SPRING", pounds(100), ""), tuple("NONE", pounds(0), "UNKNOWN"));
    assertThat(read(carts)).isEqualTo(cart);
    assertThat(use(carts, "SPRING").getEtag()).isEqualTo(cart.getEtag());

    Cart less =
        carts.removeDiscountCode(RemoveDiscountCodeRequest.newBuilder().setCode("none").build());
    assertThat(codes(less)).containsExactly("SPRING");
    assertThat(less.getEtag()).isNotEqualTo(cart.getEtag());
    Cart empty = carts.clearCart(ClearCartRequest.getDefaultInstance());
    assertThat(codes(empty)).isEmpty();
    assertThat(empty.hasTotal()).isFalse();
  }

  @Test
  @DisplayName("71: a cart without codes is not priced elsewhere")
  void a_cart_without_codes_costs_no_call() {
    int before = shop.pricings.get();
    Cart cart = add(carts, "HAT", 1);
    assertThat(cart.getDiscount()).isEqualTo(pounds(0));
    assertThat(cart.getTotal()).isEqualTo(pounds(2000));
    assertThat(shop.pricings).hasValue(before);
  }

  @Test
  @DisplayName("71: while order-service is away the cart is shown, and its codes stay")
  void order_service_is_away() {
    add(carts, "HAT", 1);
    shop.pricingUp(false);
    Cart cart = use(carts, "SPRING");
    assertThat(cart.getSubtotal()).isEqualTo(pounds(2000));
    assertThat(cart.hasTotal()).isFalse();
    assertThat(cart.hasDiscount()).isFalse();
    assertThat(cart.getDiscountCodes(0).getObstacle()).isEqualTo("UNAVAILABLE");
    shop.pricingUp(true);
    assertThat(read(carts).getTotal()).isEqualTo(pounds(1900));
  }

  @Test
  void what_is_no_code_or_too_many_is_refused() {
    assertRefused(Reason.INVALID_FIELD, () -> use(carts, "A"));
    assertRefused(Reason.INVALID_FIELD, () -> use(carts, "A B C"));
    for (int i = 0; i < 5; i++) {
      use(carts, "CODE" + i);
    }
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> use(carts, "CODE5"));
    assertThat(codes(read(carts))).hasSize(5);
  }

  @Test
  @DisplayName("71: a guest's codes come along at sign-in, as far as there is room")
  void codes_are_merged() {
    CartServiceBlockingStub guest = shop.guest(guestId);
    add(guest, "HAT", 1);
    use(guest, "GUEST");
    use(guest, "SPRING");
    add(carts, "HAT", 1);
    use(carts, "SPRING");
    assertThat(checkoutCodes("", guestId)).containsExactly("GUEST", "SPRING");
    assertThat(checkoutCodes(user, guestId)).containsExactly("SPRING", "GUEST");
    assertThat(codes(read(guest))).isEmpty();

    use(guest, "LATER");
    assertThat(codes(read(shop.carts(user, guestId)))).containsExactly("SPRING", "GUEST", "LATER");
    use(carts, "FOURTH");
    use(guest, "FIFTH");
    use(guest, "SIXTH");
    assertThat(codes(read(shop.carts(user, guestId)))).hasSize(5).contains("FIFTH");
    assertThat(read(carts).getTotalQuantity()).isEqualTo(2);
  }

  @Test
  @DisplayName("71: an order takes the codes that it used with its lines, and no others")
  void codes_are_ordered() {
    add(carts, "HAT", 2);
    use(carts, "SPRING");
    use(carts, "LATER");
    RemoveOrderedItemsRequest ordered =
        RemoveOrderedItemsRequest.newBuilder()
            .setUserId(user)
            .setOrderId("ord_1")
            .addItems(OrderedItem.newBuilder().setSku("HAT").setQuantity(1))
            .addDiscountCodes("SPRING")
            .build();
    var _ = orders.removeOrderedItems(ordered);
    assertThat(read(carts).getTotalQuantity()).isEqualTo(1);
    assertThat(codes(read(carts))).containsExactly("LATER");
    use(carts, "SPRING");
    var _ = orders.removeOrderedItems(ordered);
    assertThat(codes(read(carts))).containsExactly("LATER", "SPRING");
  }
}

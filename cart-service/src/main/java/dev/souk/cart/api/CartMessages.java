package dev.souk.cart.api;

import com.google.protobuf.util.Timestamps;
import dev.souk.cart.domain.CartDiscounts;
import dev.souk.cart.domain.CartLine;
import dev.souk.cart.domain.ShownCart;
import dev.souk.cart.domain.ShownLine;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CheckoutLine;
import dev.souk.kit.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Carts as messages. */
final class CartMessages {
  private CartMessages() {}

  /**
   * A cart as it is shown.
   *
   * @param discounts what its codes take off; empty when it has no lines, or that cannot be told
   */
  static Cart of(ShownCart shown, Optional<CartDiscounts> discounts, Duration timeToLive) {
    dev.souk.cart.domain.Cart cart = shown.cart();
    Cart.Builder message =
        Cart.newBuilder()
            .setCartId(cart.cartId())
            .setTotalQuantity(shown.totalQuantity())
            .setEtag(Long.toString(cart.revision()));
    shown.lines().forEach(line -> message.addItems(item(line)));
    shown.saved().forEach(line -> message.addSavedItems(item(line)));
    shown.subtotal().ifPresent(subtotal -> message.setSubtotal(subtotal.toProto()));
    if (!shown.lines().isEmpty() || !shown.saved().isEmpty()) {
      message
          .setUpdateTime(Timestamps.fromMillis(millis(cart.updateTime())))
          .setExpireTime(Timestamps.fromMillis(millis(cart.updateTime().plus(timeToLive))));
    }
    discounts.ifPresentOrElse(
        found -> put(found, shown, message), () -> putUnpriced(shown, message));
    return message.build();
  }

  private static void put(CartDiscounts discounts, ShownCart shown, Cart.Builder message) {
    message.setDiscount(discounts.discount().toProto());
    shown
        .subtotal()
        .ifPresent(subtotal -> message.setTotal(subtotal.minus(discounts.discount()).toProto()));
    discounts
        .codes()
        .forEach(code ->
            message
                .addDiscountCodesBuilder()
                .setCode(code.code())
                .setAmount(code.amount().toProto())
                .setFreeShipping(code.freeShipping())
                .setObstacle(code.obstacle()));
  }

  private static void putUnpriced(ShownCart shown, Cart.Builder message) {
    String obstacle = shown.lines().isEmpty() ? "" : "UNAVAILABLE";
    shown
        .cart()
        .codes()
        .forEach(code -> message.addDiscountCodesBuilder().setCode(code).setObstacle(obstacle));
  }

  static CheckoutLine checkoutLine(CartLine line) {
    return CheckoutLine.newBuilder()
        .setSku(line.sku())
        .setQuantity(line.quantity())
        .setShownUnitPrice(line.unitPrice().toProto())
        .build();
  }

  private static CartItem item(ShownLine shown) {
    CartLine line = shown.line();
    CartItem.Builder item =
        CartItem.newBuilder()
            .setSku(line.sku())
            .setProductId(line.productId())
            .setName(line.name())
            .setQuantity(line.quantity())
            .setUnitPrice(line.unitPrice().toProto())
            .setLineTotal(shown.total().toProto())
            .setAvailable(shown.available())
            .setPriceChanged(shown.previousUnitPrice().isPresent());
    shown.previousUnitPrice().map(Amount::toProto).ifPresent(item::setPreviousUnitPrice);
    return item.build();
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}

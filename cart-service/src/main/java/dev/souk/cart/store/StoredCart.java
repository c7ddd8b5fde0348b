package dev.souk.cart.store;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartLine;
import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.List;

/**
 * The JSON of a cart. Its version comes first and has a fixed length: see {@link CartCodec}.
 *
 * @param version another one with each write
 * @param updateTime milliseconds since 1970
 */
@JsonPropertyOrder({"version", "cartId", "revision", "updateTime", "lines", "orders"})
record StoredCart(
    String version,
    String cartId,
    long revision,
    long updateTime,
    List<Line> lines,
    List<String> orders) {

  /** A line; the price is in minor units. */
  @JsonPropertyOrder({"sku", "productId", "name", "quantity", "currency", "unitPrice"})
  record Line(
      String sku, String productId, String name, int quantity, String currency, long unitPrice) {}

  static StoredCart of(Cart cart, String version) {
    return new StoredCart(
        version,
        cart.cartId(),
        cart.revision(),
        cart.updateTime().toEpochMilli(),
        cart.lines().stream().map(StoredCart::stored).toList(),
        cart.orders());
  }

  Cart toCart() {
    return new Cart(
        cartId,
        revision,
        Instant.ofEpochMilli(updateTime),
        lines.stream().map(StoredCart::read).toList(),
        orders);
  }

  private static Line stored(CartLine line) {
    return new Line(
        line.sku(),
        line.productId(),
        line.name(),
        line.quantity(),
        line.unitPrice().currency(),
        line.unitPrice().minorUnits());
  }

  private static CartLine read(Line line) {
    return new CartLine(
        line.sku(),
        line.productId(),
        line.name(),
        line.quantity(),
        new Amount(line.currency(), line.unitPrice()));
  }
}

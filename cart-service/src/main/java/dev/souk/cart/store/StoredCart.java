package dev.souk.cart.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartContents;
import dev.souk.cart.domain.CartLine;
import dev.souk.cart.domain.CartMemory;
import dev.souk.cart.domain.CartWatch;
import dev.souk.cart.domain.MergedCart;
import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.List;

/**
 * The JSON of a cart. Its version comes first and has a fixed length: see {@link VersionedJson}.
 *
 * @param version another one with each write
 * @param updateTime milliseconds since 1970
 * @param merged absent where no guest's cart was ever taken in
 * @param mergingInto absent where the cart is not being taken into another
 * @param codes absent where there are no discount codes
 * @param saved absent where nothing is saved for later
 * @param watch one; absent where it was never watched
 */
@JsonPropertyOrder({
  "version",
  "cartId",
  "revision",
  "updateTime",
  "lines",
  "orders",
  "merged",
  "mergingInto",
  "codes",
  "saved",
  "watch"
})
record StoredCart(
    @JsonProperty(required = true) String version,
    @JsonProperty(required = true) String cartId,
    @JsonProperty(required = true) long revision,
    @JsonProperty(required = true) long updateTime,
    @JsonProperty(required = true) List<Line> lines,
    @JsonProperty(required = true) List<String> orders,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<Merged> merged,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        String mergingInto,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<String> codes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<Line> saved,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<Watch> watch)
    implements Versioned {

  /** A line; the price is in minor units. */
  @JsonPropertyOrder({"sku", "productId", "name", "quantity", "currency", "unitPrice"})
  record Line(
      @JsonProperty(required = true) String sku,
      @JsonProperty(required = true) String productId,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) int quantity,
      @JsonProperty(required = true) String currency,
      @JsonProperty(required = true) long unitPrice) {}

  /**
   * A guest's cart that was taken in, and the places of its lines that did not fit.
   *
   * @param guest the SHA-256 of the guest's id; absent in notes from before it was noted
   * @param leftSaved absent where all that was saved for later fitted
   */
  @JsonPropertyOrder({"cartId", "guest", "left", "leftSaved"})
  record Merged(
      @JsonProperty(required = true) String cartId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) String guest,
      @JsonProperty(required = true) List<Integer> left,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
          List<Integer> leftSaved) {}

  /** How it is watched; the time is in milliseconds since 1970. */
  @JsonPropertyOrder({"lookTime", "told", "toldRevision"})
  record Watch(
      @JsonProperty(required = true) long lookTime,
      @JsonProperty(required = true) long told,
      @JsonProperty(required = true) long toldRevision) {
    static List<Watch> of(CartWatch watch) {
      return watch.equals(CartWatch.NONE)
          ? List.of()
          : List.of(new Watch(watch.lookTime().toEpochMilli(), watch.told(), watch.toldRevision()));
    }

    CartWatch read() {
      return new CartWatch(Instant.ofEpochMilli(lookTime), told, toldRevision);
    }
  }

  static StoredCart of(Cart cart, String version) {
    return new StoredCart(
        version,
        cart.cartId(),
        cart.revision(),
        cart.updateTime().toEpochMilli(),
        cart.lines().stream().map(StoredCart::stored).toList(),
        cart.memory().orders(),
        cart.memory().merged().stream()
            .map(merged ->
                new Merged(merged.cartId(), merged.guestHash(), merged.left(), merged.leftSaved()))
            .toList(),
        cart.mergingInto(),
        cart.codes(),
        cart.saved().stream().map(StoredCart::stored).toList(),
        Watch.of(cart.watch()));
  }

  Cart toCart() {
    return new Cart(
        cartId,
        revision,
        Instant.ofEpochMilli(updateTime),
        new CartContents(
            lines.stream().map(StoredCart::read).toList(),
            saved.stream().map(StoredCart::read).toList(),
            codes),
        new CartMemory(
            orders,
            merged.stream()
                .map(one -> new MergedCart(one.cartId(), one.guest(), one.left(), one.leftSaved()))
                .toList()),
        mergingInto,
        watch.stream().findFirst().map(Watch::read).orElse(CartWatch.NONE));
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

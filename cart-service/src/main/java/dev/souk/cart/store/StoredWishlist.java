package dev.souk.cart.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.souk.cart.domain.Wishlist;
import dev.souk.cart.domain.WishlistItem;
import java.time.Instant;
import java.util.List;

/**
 * The JSON of a wishlist. Its version comes first and has a fixed length: see {@link
 * VersionedJson}.
 */
@JsonPropertyOrder({"version", "items"})
record StoredWishlist(
    @JsonProperty(required = true) String version, @JsonProperty(required = true) List<Item> items)
    implements Versioned {

  /** An item; the time is in milliseconds since 1970. */
  @JsonPropertyOrder({"sku", "productId", "name", "addTime"})
  record Item(
      @JsonProperty(required = true) String sku,
      @JsonProperty(required = true) String productId,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) long addTime) {}

  static StoredWishlist of(Wishlist wishlist, String version) {
    return new StoredWishlist(
        version,
        wishlist.items().stream()
            .map(item ->
                new Item(item.sku(), item.productId(), item.name(), item.addTime().toEpochMilli()))
            .toList());
  }

  Wishlist toWishlist() {
    return new Wishlist(
        items.stream()
            .map(item ->
                new WishlistItem(
                    item.sku(),
                    item.productId(),
                    item.name(),
                    Instant.ofEpochMilli(item.addTime())))
            .toList());
  }
}

package dev.souk.cart.api;

import com.google.protobuf.util.Timestamps;
import dev.souk.cart.domain.ShownWishlist;
import dev.souk.cart.v1.Wishlist;
import dev.souk.cart.v1.WishlistItem;

/** Wishlists as messages. */
final class WishlistMessages {
  private WishlistMessages() {}

  static Wishlist of(ShownWishlist shown) {
    return Wishlist.newBuilder()
        .addAllItems(shown.items().stream().map(WishlistMessages::item).toList())
        .build();
  }

  private static WishlistItem item(ShownWishlist.Item shown) {
    WishlistItem.Builder item =
        WishlistItem.newBuilder()
            .setSku(shown.item().sku())
            .setProductId(shown.item().productId())
            .setName(shown.item().name())
            .setAddTime(Timestamps.fromMillis(shown.item().addTime().toEpochMilli()));
    shown
        .offer()
        .ifPresent(offer ->
            item.setProductId(offer.productId())
                .setName(offer.name())
                .setUnitPrice(offer.price().toProto())
                .setAvailable(offer.available()));
    return item.build();
  }
}

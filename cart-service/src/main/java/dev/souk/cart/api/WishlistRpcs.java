package dev.souk.cart.api;

import dev.souk.cart.domain.Wishlists;
import dev.souk.cart.v1.AddWishlistItemRequest;
import dev.souk.cart.v1.ClearWishlistRequest;
import dev.souk.cart.v1.GetWishlistRequest;
import dev.souk.cart.v1.RemoveWishlistItemRequest;
import dev.souk.cart.v1.Wishlist;
import dev.souk.cart.v1.WishlistServiceGrpc;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;

/** The RPCs of {@code WishlistService}. */
public final class WishlistRpcs {
  private final Wishlists wishlists;

  /** Answers by the wishlists. */
  public WishlistRpcs(Wishlists wishlists) {
    this.wishlists = wishlists;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return Rpc.service(WishlistServiceGrpc.getServiceDescriptor())
        .unary(WishlistServiceGrpc.getGetWishlistMethod(), this::get)
        .unary(WishlistServiceGrpc.getAddWishlistItemMethod(), this::add)
        .unary(WishlistServiceGrpc.getRemoveWishlistItemMethod(), this::remove)
        .unary(WishlistServiceGrpc.getClearWishlistMethod(), this::clear)
        .build();
  }

  private Wishlist get(GetWishlistRequest request) {
    return WishlistMessages.of(wishlists.show(caller()));
  }

  private Wishlist add(AddWishlistItemRequest request) {
    return WishlistMessages.of(wishlists.add(caller(), request.getSku()));
  }

  private Wishlist remove(RemoveWishlistItemRequest request) {
    return WishlistMessages.of(wishlists.remove(caller(), request.getSku()));
  }

  private Wishlist clear(ClearWishlistRequest request) {
    return WishlistMessages.of(wishlists.clear(caller()));
  }

  private static String caller() {
    return Identity.current().userId();
  }
}

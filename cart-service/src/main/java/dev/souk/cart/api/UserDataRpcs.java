package dev.souk.cart.api;

import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.Wishlists;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.EraseUserRequest;
import dev.souk.cart.v1.EraseUserResponse;
import dev.souk.cart.v1.ExportCartRequest;
import dev.souk.cart.v1.ExportWishlistRequest;
import dev.souk.cart.v1.UserDataServiceGrpc;
import dev.souk.cart.v1.Wishlist;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** The RPCs of {@code UserDataService}. */
public final class UserDataRpcs {
  private final Carts carts;
  private final Wishlists wishlists;
  private final CartLifetimes lifetimes;

  /** Answers by the carts, which live so long after a change, and the wishlists. */
  public UserDataRpcs(Carts carts, Wishlists wishlists, CartLifetimes lifetimes) {
    this.carts = carts;
    this.wishlists = wishlists;
    this.lifetimes = lifetimes;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return Rpc.service(UserDataServiceGrpc.getServiceDescriptor())
        .unary(UserDataServiceGrpc.getExportCartMethod(), this::export)
        .unary(UserDataServiceGrpc.getExportWishlistMethod(), this::exportWishlist)
        .unary(UserDataServiceGrpc.getEraseUserMethod(), this::erase)
        .build();
  }

  private Cart export(ExportCartRequest request) {
    User user = new User(request.getUserId());
    return CartMessages.of(carts.peek(user), Optional.empty(), lifetimes.of(user));
  }

  private Wishlist exportWishlist(ExportWishlistRequest request) {
    return WishlistMessages.of(wishlists.show(request.getUserId()));
  }

  private EraseUserResponse erase(EraseUserRequest request) {
    carts.forget(new User(request.getUserId()));
    wishlists.forget(request.getUserId());
    return EraseUserResponse.getDefaultInstance();
  }
}

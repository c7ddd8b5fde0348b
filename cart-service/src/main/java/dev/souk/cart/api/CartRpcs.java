package dev.souk.cart.api;

import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.RequestKey;
import dev.souk.cart.domain.ShownCart;
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.GetCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.ReadCheckoutCartResponse;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.RemoveOrderedItemsResponse;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The RPCs of {@code CartService}. */
public final class CartRpcs {
  private final Carts carts;
  private final Duration timeToLive;

  /** Answers by the carts, which live so long after a change. */
  public CartRpcs(Carts carts, Duration timeToLive) {
    this.carts = carts;
    this.timeToLive = timeToLive;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return Rpc.service(CartServiceGrpc.getServiceDescriptor())
        .unary(CartServiceGrpc.getGetCartMethod(), this::get)
        .unary(CartServiceGrpc.getClearCartMethod(), this::clear)
        .unary(CartServiceGrpc.getAddCartItemMethod(), this::add)
        .unary(CartServiceGrpc.getSetCartItemQuantityMethod(), this::setQuantity)
        .unary(CartServiceGrpc.getRemoveCartItemMethod(), this::remove)
        .unary(CartServiceGrpc.getReadCheckoutCartMethod(), this::readCheckoutCart)
        .unary(CartServiceGrpc.getRemoveOrderedItemsMethod(), this::removeOrdered)
        .build();
  }

  private Cart get(GetCartRequest request) {
    return message(carts.show(caller()));
  }

  private Cart clear(ClearCartRequest request) {
    return message(carts.clear(caller()));
  }

  private Cart add(AddCartItemRequest request) {
    Optional<RequestKey> key =
        IdempotencyKey.current()
            .map(sent -> new RequestKey(sent, IdempotencyKey.fingerprint(request)));
    return message(carts.add(caller(), request.getSku(), request.getQuantity(), key));
  }

  private Cart setQuantity(SetCartItemQuantityRequest request) {
    return message(carts.setQuantity(caller(), request.getSku(), request.getQuantity()));
  }

  private Cart remove(RemoveCartItemRequest request) {
    return message(carts.remove(caller(), request.getSku()));
  }

  private ReadCheckoutCartResponse readCheckoutCart(ReadCheckoutCartRequest request) {
    return ReadCheckoutCartResponse.newBuilder()
        .addAllLines(
            carts.checkoutLines(request.getUserId()).stream()
                .map(CartMessages::checkoutLine)
                .toList())
        .build();
  }

  private RemoveOrderedItemsResponse removeOrdered(RemoveOrderedItemsRequest request) {
    Map<String, Integer> units =
        request.getItemsList().stream()
            .collect(
                Collectors.toMap(OrderedItem::getSku, OrderedItem::getQuantity, Math::addExact));
    carts.removeOrdered(request.getUserId(), request.getOrderId(), units);
    return RemoveOrderedItemsResponse.getDefaultInstance();
  }

  private Cart message(ShownCart shown) {
    return CartMessages.of(shown, timeToLive);
  }

  private static String caller() {
    return Identity.current().requireUserId();
  }
}

package dev.souk.cart.api;

import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.HashedGuest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.CartPrices;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.OrderedGoods;
import dev.souk.cart.domain.RequestKey;
import dev.souk.cart.domain.ShownCart;
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.AddDiscountCodeRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.GetCartRequest;
import dev.souk.cart.v1.MoveSavedItemToCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.ReadCheckoutCartResponse;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.RemoveDiscountCodeRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.RemoveOrderedItemsResponse;
import dev.souk.cart.v1.RemoveSavedItemRequest;
import dev.souk.cart.v1.SaveCartItemForLaterRequest;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.kit.error.Errors;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The RPCs of {@code CartService}. */
public final class CartRpcs {
  private final Carts carts;
  private final GuestMerge merge;
  private final CartPrices prices;
  private final CartLifetimes lifetimes;

  /** Answers by the carts, which live so long after a change, with what their codes take off. */
  public CartRpcs(Carts carts, GuestMerge merge, CartPrices prices, CartLifetimes lifetimes) {
    this.carts = carts;
    this.merge = merge;
    this.prices = prices;
    this.lifetimes = lifetimes;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return Rpc.service(CartServiceGrpc.getServiceDescriptor())
        .unary(CartServiceGrpc.getGetCartMethod(), this::get)
        .unary(CartServiceGrpc.getClearCartMethod(), this::clear)
        .unary(CartServiceGrpc.getAddCartItemMethod(), this::add)
        .unary(CartServiceGrpc.getSetCartItemQuantityMethod(), this::setQuantity)
        .unary(CartServiceGrpc.getRemoveCartItemMethod(), this::remove)
        .unary(CartServiceGrpc.getSaveCartItemForLaterMethod(), this::saveForLater)
        .unary(CartServiceGrpc.getMoveSavedItemToCartMethod(), this::moveToCart)
        .unary(CartServiceGrpc.getRemoveSavedItemMethod(), this::removeSaved)
        .unary(CartServiceGrpc.getAddDiscountCodeMethod(), this::addCode)
        .unary(CartServiceGrpc.getRemoveDiscountCodeMethod(), this::removeCode)
        .unary(CartServiceGrpc.getReadCheckoutCartMethod(), this::readCheckoutCart)
        .unary(CartServiceGrpc.getRemoveOrderedItemsMethod(), this::removeOrdered)
        .build();
  }

  private Cart get(GetCartRequest request) {
    return answer(carts::show);
  }

  private Cart clear(ClearCartRequest request) {
    return answer(carts::clear);
  }

  private Cart add(AddCartItemRequest request) {
    Optional<RequestKey> key =
        IdempotencyKey.current()
            .map(sent -> new RequestKey(sent, IdempotencyKey.fingerprint(request)));
    return answer(owner -> carts.add(owner, request.getSku(), request.getQuantity(), key));
  }

  private Cart setQuantity(SetCartItemQuantityRequest request) {
    return answer(owner -> carts.setQuantity(owner, request.getSku(), request.getQuantity()));
  }

  private Cart remove(RemoveCartItemRequest request) {
    return answer(owner -> carts.remove(owner, request.getSku()));
  }

  private Cart saveForLater(SaveCartItemForLaterRequest request) {
    return answer(owner -> carts.saveForLater(owner, request.getSku()));
  }

  private Cart moveToCart(MoveSavedItemToCartRequest request) {
    return answer(owner -> carts.wantSaved(owner, request.getSku()));
  }

  private Cart removeSaved(RemoveSavedItemRequest request) {
    return answer(owner -> carts.removeSaved(owner, request.getSku()));
  }

  private Cart addCode(AddDiscountCodeRequest request) {
    return answer(owner -> carts.addCode(owner, request.getCode()));
  }

  private Cart removeCode(RemoveDiscountCodeRequest request) {
    return answer(owner -> carts.removeCode(owner, request.getCode()));
  }

  private ReadCheckoutCartResponse readCheckoutCart(ReadCheckoutCartRequest request) {
    CartOwner owner = owner(request.getUserId(), request.getGuestId());
    dev.souk.cart.domain.Cart cart = carts.checkout(owner);
    return ReadCheckoutCartResponse.newBuilder()
        .addAllLines(cart.lines().stream().map(CartMessages::checkoutLine).toList())
        .addAllDiscountCodes(cart.codes())
        .build();
  }

  private RemoveOrderedItemsResponse removeOrdered(RemoveOrderedItemsRequest request) {
    Map<String, Integer> units =
        request.getItemsList().stream()
            .collect(
                Collectors.toMap(OrderedItem::getSku, OrderedItem::getQuantity, Math::addExact));
    Set<String> codes = Set.copyOf(request.getDiscountCodesList());
    carts.removeOrdered(buyer(request), new OrderedGoods(request.getOrderId(), units, codes));
    return RemoveOrderedItemsResponse.getDefaultInstance();
  }

  private static CartOwner buyer(RemoveOrderedItemsRequest request) {
    if (request.getUserId().isEmpty() == request.getGuestHash().isEmpty()) {
      throw Errors.invalid("userId", "or else guestHash must be given, and not both");
    }
    return request.getUserId().isEmpty()
        ? new HashedGuest(request.getGuestHash())
        : new User(request.getUserId());
  }

  private Cart answer(Function<CartOwner, ShownCart> change) {
    CartOwner owner = caller();
    ShownCart shown = change.apply(owner);
    return CartMessages.of(shown, prices.discountsOf(owner, shown), lifetimes.of(owner));
  }

  private CartOwner caller() {
    Identity caller = Identity.current();
    return owner(caller.userId(), caller.guestId());
  }

  private CartOwner owner(String userId, String guestId) {
    if (userId.isEmpty() && guestId.isEmpty()) {
      throw Errors.invalid("userId", "or else guestId must be given");
    }
    return userId.isEmpty() ? new Guest(guestId) : merged(userId, guestId);
  }

  /** The user, whose cart then has what they put into one as a guest. */
  private User merged(String userId, String guestId) {
    User user = new User(userId);
    if (!guestId.isEmpty()) {
      merge.merge(new Guest(guestId), user);
    }
    return user;
  }
}

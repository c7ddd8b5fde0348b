package dev.souk.order.world;

import dev.souk.cart.v1.CheckoutLine;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.ReadCheckoutCartResponse;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.RemoveOrderedItemsResponse;
import dev.souk.kit.identity.Guests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carts, as cart-service keeps them. */
public final class Trolleys {
  private final Shelves shelves;
  private final Map<String, Map<String, CheckoutLine>> carts = new HashMap<>();
  private final Map<String, List<String>> codes = new HashMap<>();
  private final Set<String> removedOrders = new HashSet<>();

  Trolleys(Shelves shelves) {
    this.shelves = shelves;
  }

  /** Puts units into a user's or a guest's cart at the current price. */
  public synchronized void add(String ownerId, String sku, int quantity) {
    Map<String, CheckoutLine> cart = carts.computeIfAbsent(ownerId, owner -> new LinkedHashMap<>());
    int before = cart.getOrDefault(sku, CheckoutLine.getDefaultInstance()).getQuantity();
    cart.put(
        sku,
        CheckoutLine.newBuilder()
            .setSku(sku)
            .setQuantity(before + quantity)
            .setShownUnitPrice(shelves.price(sku))
            .build());
  }

  /** Puts a discount code into a user's or a guest's cart. */
  public synchronized void addCode(String ownerId, String code) {
    codes.computeIfAbsent(ownerId, owner -> new ArrayList<>()).add(code);
  }

  /** Units of a SKU in a user's cart. */
  public synchronized int quantity(String userId, String sku) {
    return carts
        .getOrDefault(userId, Map.of())
        .getOrDefault(sku, CheckoutLine.getDefaultInstance())
        .getQuantity();
  }

  synchronized ReadCheckoutCartResponse read(ReadCheckoutCartRequest request) {
    boolean isGuest = request.getUserId().isEmpty();
    Map<String, CheckoutLine> guest = isGuest ? null : carts.remove(request.getGuestId());
    if (guest != null) {
      guest.values().forEach(line -> add(request.getUserId(), line.getSku(), line.getQuantity()));
    }
    return ReadCheckoutCartResponse.newBuilder()
        .addAllDiscountCodes(
            codes.getOrDefault(isGuest ? request.getGuestId() : request.getUserId(), List.of()))
        .addAllLines(
            carts
                .getOrDefault(isGuest ? request.getGuestId() : request.getUserId(), Map.of())
                .values())
        .build();
  }

  synchronized RemoveOrderedItemsResponse remove(RemoveOrderedItemsRequest request) {
    if (removedOrders.add(request.getOrderId())) {
      String owner =
          request.getGuestHash().isEmpty() ? request.getUserId() : guest(request.getGuestHash());
      request.getItemsList().forEach(item -> take(owner, item));
      codes.getOrDefault(owner, new ArrayList<>()).removeAll(request.getDiscountCodesList());
    }
    return RemoveOrderedItemsResponse.getDefaultInstance();
  }

  private String guest(String hash) {
    return carts.keySet().stream()
        .filter(id -> Guests.hashIn(Guests.ownerId(id)).equals(Optional.of(hash)))
        .findFirst()
        .orElse("");
  }

  private void take(String userId, OrderedItem item) {
    Map<String, CheckoutLine> cart = carts.getOrDefault(userId, new HashMap<>());
    cart.computeIfPresent(
        item.getSku(),
        (sku, line) ->
            line.getQuantity() <= item.getQuantity()
                ? null
                : line.toBuilder().setQuantity(line.getQuantity() - item.getQuantity()).build());
  }
}

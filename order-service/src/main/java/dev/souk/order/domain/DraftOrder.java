package dev.souk.order.domain;

import java.util.List;

/** Finds out what a purchase is and costs. A quote shows it; placing an order begins with it. */
public final class DraftOrder {
  private final AddressBooks addressBooks;
  private final Carts carts;
  private final Prices prices;

  /** Drafts with these. */
  public DraftOrder(AddressBooks addressBooks, Carts carts, Prices prices) {
    this.addressBooks = addressBooks;
    this.carts = carts;
    this.prices = prices;
  }

  /**
   * The order that the purchase would become now.
   *
   * @throws dev.souk.kit.error.ApiException {@code RESOURCE_NOT_FOUND} for an address that is not
   *     in the buyer's book, and what {@link Prices#draft} throws
   */
  public Draft draft(Purchase purchase) {
    Address address = address(purchase);
    List<CartLine> lines =
        purchase.isFromCart() ? carts.checkoutLines(purchase.buyer()) : purchase.items();
    return prices.draft(purchase, address, lines);
  }

  private Address address(Purchase purchase) {
    return switch (purchase.destination()) {
      case Destination.Written written -> written.address();
      case Destination.Saved saved ->
          addressBooks.read(purchase.buyer().userId(), saved.addressId());
    };
  }
}

package dev.souk.order.domain;

import dev.souk.kit.error.Errors;
import dev.souk.order.discount.CodeText;
import java.util.List;
import java.util.stream.Stream;

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
   *     in the buyer's book; {@code INVALID_FIELD} for too many discount codes together with the
   *     cart's; and what {@link Prices#draft} throws
   */
  public Draft draft(Purchase purchase) {
    Address address = address(purchase);
    CheckoutCart wanted =
        purchase.isFromCart()
            ? carts.checkout(purchase.buyer())
            : new CheckoutCart(purchase.items(), List.of());
    return prices.draft(purchase, address, wanted.lines(), codes(wanted, purchase));
  }

  private static List<String> codes(CheckoutCart wanted, Purchase purchase) {
    List<String> codes =
        Stream.concat(wanted.discountCodes().stream(), purchase.discountCodes().stream())
            .distinct()
            .toList();
    if (codes.size() > CodeText.MOST) {
      throw Errors.invalid(
          "discountCodes", "must be at most " + CodeText.MOST + " with those of the cart");
    }
    return codes;
  }

  private Address address(Purchase purchase) {
    return switch (purchase.destination()) {
      case Destination.Written written -> written.address();
      case Destination.Saved saved ->
          addressBooks.read(purchase.buyer().userId(), saved.addressId());
    };
  }
}

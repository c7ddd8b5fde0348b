package dev.souk.order.domain;

import java.util.List;

/**
 * What a buyer wants, and where to.
 *
 * @param buyer who
 * @param destination where to send it
 * @param items what to buy instead of what is in the cart; empty to buy that
 * @param shippingMethod how to send it; empty for the usual way
 * @param discountCodes what may take something off, as {@code CodeText} keeps codes
 */
public record Purchase(
    Buyer buyer,
    Destination destination,
    List<CartLine> items,
    String shippingMethod,
    List<String> discountCodes) {

  /** Whether it is what is in the cart. */
  public boolean isFromCart() {
    return items.isEmpty();
  }
}

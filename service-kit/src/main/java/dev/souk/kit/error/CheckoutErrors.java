package dev.souk.kit.error;

import com.google.rpc.PreconditionFailure;
import dev.souk.kit.money.Amount;
import dev.souk.order.v1.PriceChange;
import java.time.Instant;
import java.util.List;

/** Errors of carts, orders and payments. */
public final class CheckoutErrors {
  private CheckoutErrors() {}

  /** Another discount code has the name. */
  public static ApiException discountCodeTaken(String code) {
    return ErrorBuilder.of(
            Reason.DISCOUNT_CODE_TAKEN, "There is a discount code \"" + code + "\" already.")
        .with("code", code)
        .toException();
  }

  /** Less is in stock than was asked for; nothing was taken. */
  public static ApiException outOfStock(List<Shortage> shortages) {
    PreconditionFailure.Builder details = PreconditionFailure.newBuilder();
    shortages.forEach(shortage ->
        details.addViolations(
            PreconditionFailure.Violation.newBuilder()
                .setType(Reason.OUT_OF_STOCK.name())
                .setSubject(shortage.sku())
                .setDescription(
                    "requested " + shortage.requested() + ", available " + shortage.available())));
    Shortage first = shortages.getFirst();
    return ErrorBuilder.of(
            Reason.OUT_OF_STOCK,
            "Of \"%s\" %d were asked for and %d are left."
                .formatted(first.sku(), first.requested(), first.available()))
        .with("sku", first.sku())
        .with("requested", Integer.toString(first.requested()))
        .with("available", Integer.toString(first.available()))
        .detail(details.build())
        .toException();
  }

  /** Prices are not those the buyer agreed to; the details say which, and the new total. */
  public static ApiException priceChanged(PriceChange change) {
    return ErrorBuilder.of(Reason.PRICE_CHANGED, "Prices changed; confirm the new total.")
        .with("currencyCode", change.getTotal().getCurrencyCode())
        .with("total", Long.toString(change.getTotal().getMinorUnits()))
        .detail(change)
        .toException();
  }

  /** Prices are not those the buyer agreed to: these, and the total is now another. */
  public static ApiException priceChanged(List<ChangedPrice> lines, Amount total) {
    PriceChange.Builder change = PriceChange.newBuilder().setTotal(total.toProto());
    lines.forEach(line ->
        change
            .addLinesBuilder()
            .setSku(line.sku())
            .setOldUnitPrice(line.oldUnitPrice().toProto())
            .setNewUnitPrice(line.newUnitPrice().toProto()));
    return priceChanged(change.build());
  }

  /** The payment provider refused, with its code such as {@code card_declined}. */
  public static ApiException paymentDeclined(String declineCode) {
    return ErrorBuilder.of(
            Reason.PAYMENT_DECLINED, "The payment was declined: " + declineCode + ".")
        .with("declineCode", declineCode)
        .toException();
  }

  /**
   * The buyer must confirm the payment at their bank, at an address or by the provider's code in
   * their browser, which takes a secret of this payment; one of both may be empty.
   */
  public static ApiException paymentActionRequired(
      String orderId, String paymentId, String confirmationUrl, String clientSecret) {
    return ErrorBuilder.of(
            Reason.PAYMENT_ACTION_REQUIRED, "The buyer's bank wants the payment to be confirmed.")
        .with("orderId", orderId)
        .with("paymentId", paymentId)
        .with("confirmationUrl", confirmationUrl)
        .with("clientSecret", clientSecret)
        .toException();
  }

  /** Of what was paid only this is left to be paid back. */
  public static ApiException refundExceedsPayment(Amount left) {
    return ErrorBuilder.of(
            Reason.REFUND_EXCEEDS_PAYMENT,
            "Of what was paid, %d of the smallest unit of %s are left to be paid back."
                .formatted(left.minorUnits(), left.currency()))
        .with("left", Long.toString(left.minorUnits()))
        .with("currencyCode", left.currency())
        .toException();
  }

  /** Of the units of a line only so many are left that were neither returned nor paid back. */
  public static ApiException unitsExceedPurchase(String sku, int requested, int left) {
    return ErrorBuilder.of(
            Reason.UNITS_EXCEED_PURCHASE,
            "Of \"%s\" %d were asked for and %d of those bought are left."
                .formatted(sku, requested, left))
        .with("sku", sku)
        .with("requested", Integer.toString(requested))
        .with("left", Integer.toString(left))
        .toException();
  }

  /** What was ordered could be returned until then. */
  public static ApiException returnWindowClosed(Instant endTime) {
    return ErrorBuilder.of(
            Reason.RETURN_WINDOW_CLOSED, "The order could be returned until " + endTime + ".")
        .with("endTime", endTime.toString())
        .toException();
  }

  /** There is nothing in the cart to order. */
  public static ApiException cartEmpty() {
    return ErrorBuilder.of(Reason.CART_EMPTY, "The cart is empty.").toException();
  }

  /** The cart would hold more {@code what} (lines, units of a line ...) than the limit. */
  public static ApiException cartLimitExceeded(String what, int limit) {
    return ErrorBuilder.of(
            Reason.CART_LIMIT_EXCEEDED, "A cart holds at most " + limit + " " + what + ".")
        .with("what", what)
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The wishlist is full; remove something first. */
  public static ApiException wishlistLimitExceeded(int limit) {
    return ErrorBuilder.of(
            Reason.WISHLIST_LIMIT_EXCEEDED, "A wishlist holds at most " + limit + " items.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /**
   * The discount code takes nothing off; order without it, or change what is ordered.
   *
   * @param obstacle why, such as {@code EXPIRED}
   */
  public static ApiException discountRefused(String code, String obstacle) {
    String shown = ErrorBuilder.shortened(code);
    return ErrorBuilder.of(
            Reason.DISCOUNT_REFUSED,
            "The discount code \"%s\" does not count: %s.".formatted(shown, obstacle))
        .with("code", shown)
        .with("obstacle", obstacle)
        .toException();
  }

  /**
   * Nothing is sent to the country by the method at a price in the currency.
   *
   * @param method the method that was asked for; empty for any
   */
  public static ApiException shippingUnavailable(String method, String country, String currency) {
    String shown = ErrorBuilder.shortened(method);
    return ErrorBuilder.of(
            Reason.SHIPPING_UNAVAILABLE,
            "There is no shipping%s to %s for a cart in %s."
                .formatted(shown.isEmpty() ? "" : " \"" + shown + "\"", country, currency))
        .with("method", shown)
        .with("countryCode", country)
        .with("currencyCode", currency)
        .toException();
  }
}

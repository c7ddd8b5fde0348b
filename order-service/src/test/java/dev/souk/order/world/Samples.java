package dev.souk.order.world;

import dev.souk.order.v1.OrderUnits;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.type.v1.Money;
import dev.souk.type.v1.PostalAddress;

/** What many tests order with. */
public final class Samples {
  private Samples() {}

  /** An address in Great Britain. */
  public static PostalAddress london() {
    return PostalAddress.newBuilder()
        .setRecipient("Ada Lovelace")
        .setLine1("1 Main Street")
        .setCity("London")
        .setPostalCode("N1 1AA")
        .setCountryCode("GB")
        .build();
  }

  /** An order of what is in the cart, to London. */
  public static PlaceOrderRequest order(String paymentToken) {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(london())
        .setPayment(PaymentMethod.newBuilder().setToken(paymentToken))
        .build();
  }

  /** So many pence. */
  public static Money pounds(long pence) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(pence).build();
  }

  /** Units of a SKU. */
  public static OrderUnits units(String sku, int quantity) {
    return OrderUnits.newBuilder().setSku(sku).setQuantity(quantity).build();
  }
}

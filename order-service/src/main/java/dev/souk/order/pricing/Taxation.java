package dev.souk.order.pricing;

/** The taxes of a place. */
public interface Taxation {
  /** Whether prices contain the tax. */
  boolean included();

  /** The tax of a product. */
  TaxRate of(String productId);

  /** The tax of sending. */
  TaxRate ofShipping();
}

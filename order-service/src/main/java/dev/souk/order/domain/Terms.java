package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.DeliveryWindow;
import dev.souk.order.pricing.QuotedShipping;
import dev.souk.order.pricing.TaxRate;
import java.util.Optional;

/**
 * What was agreed on besides what is sold for how much.
 *
 * @param fromCart whether it came from the buyer's cart
 * @param shippingMethod how it is sent; empty for orders from before there was a choice
 * @param delivery when it should arrive, as estimated when it was placed; none for those
 * @param shippingTaxRate how the shipping is taxed
 * @param shippingTax the tax of the shipping
 * @param customerNote what the buyer wrote, or empty
 */
public record Terms(
    boolean fromCart,
    String shippingMethod,
    Optional<DeliveryWindow> delivery,
    TaxRate shippingTaxRate,
    Amount shippingTax,
    String customerNote) {

  static Terms of(boolean fromCart, QuotedShipping shipping, String customerNote) {
    return new Terms(
        fromCart,
        shipping.option().rate().method(),
        Optional.of(shipping.option().window()),
        shipping.taxRate(),
        shipping.tax(),
        customerNote);
  }
}

package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import dev.souk.order.discount.AppliedDiscount;
import dev.souk.order.discount.DiscountCode;
import dev.souk.order.pricing.DeliveryWindow;
import dev.souk.order.pricing.Quote;
import dev.souk.order.pricing.QuotedShipping;
import dev.souk.order.pricing.TaxRate;
import java.util.List;
import java.util.Optional;

/**
 * What was agreed on besides what is sold for how much.
 *
 * @param fromCart whether it came from the buyer's cart
 * @param shippingMethod how it is sent; empty for orders from before there was a choice
 * @param delivery when it should arrive, as estimated when it was placed; none for those
 * @param shippingTaxRate how the shipping is taxed
 * @param shippingTax the tax of the shipping
 * @param discounts what each discount code takes off, in the order of the codes
 * @param customerNote what the buyer wrote, or empty
 * @param guest how a guest reaches it; nothing for a user's
 */
public record Terms(
    boolean fromCart,
    String shippingMethod,
    Optional<DeliveryWindow> delivery,
    TaxRate shippingTaxRate,
    Amount shippingTax,
    List<AppliedDiscount> discounts,
    String customerNote,
    Optional<GuestAccess> guest) {

  static Terms of(boolean fromCart, Draft draft, String customerNote, Optional<GuestAccess> guest) {
    Quote quote = draft.quote();
    QuotedShipping shipping = quote.shipping();
    return new Terms(
        fromCart,
        shipping.option().rate().method(),
        Optional.of(shipping.option().window()),
        shipping.taxRate(),
        shipping.tax(),
        draft.codes().applied().stream()
            .map(DiscountCode::code)
            .sorted()
            .map(code ->
                new AppliedDiscount(code, quote.discountOf(code), quote.shippingDiscountOf(code)))
            .toList(),
        customerNote,
        guest);
  }
}

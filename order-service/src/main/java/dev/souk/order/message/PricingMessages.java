package dev.souk.order.message;

import dev.souk.kit.money.Amount;
import dev.souk.order.discount.AppliedDiscount;
import dev.souk.order.domain.Draft;
import dev.souk.order.domain.PricedCart;
import dev.souk.order.pricing.DeliveryWindow;
import dev.souk.order.pricing.Discount.FreeShipping;
import dev.souk.order.pricing.Quote;
import dev.souk.order.pricing.QuotedLine;
import dev.souk.order.pricing.ShippingOption;
import dev.souk.order.pricing.TaxRate;
import dev.souk.order.pricing.TaxSum;
import dev.souk.order.pricing.Totals;
import dev.souk.order.v1.DeliveryEstimate;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.PriceCartResponse;
import dev.souk.order.v1.QuoteLine;
import dev.souk.type.v1.Money;

/** Prices and how they come about, as messages. */
public final class PricingMessages {
  private PricingMessages() {}

  /** What the draft costs, and why. */
  public static OrderQuote of(Draft draft) {
    Quote quote = draft.quote();
    Totals totals = quote.totals();
    OrderQuote.Builder message =
        OrderQuote.newBuilder()
            .setSubtotal(totals.subtotal().toProto())
            .setDiscount(totals.discount().toProto())
            .setShipping(totals.shipping().toProto())
            .setTax(totals.tax().toProto())
            .setTaxIncluded(totals.taxIncluded())
            .setTotal(totals.total().toProto())
            .setShippingMethod(quote.shipping().option().rate().method())
            .setShippingTax(quote.shipping().tax().toProto())
            .setShippingTaxRate(of(quote.shipping().taxRate()))
            .setEstimatedDelivery(of(quote.shipping().option().window()));
    quote.lines().forEach(line -> message.addLines(of(line)));
    quote.taxes().forEach(tax -> message.addTaxes(of(tax)));
    quote.shippingOptions().forEach(option -> message.addShippingOptions(of(option)));
    draft
        .codes()
        .applied()
        .forEach(code ->
            message
                .addDiscountsBuilder()
                .setCode(code.code())
                .setFreeShipping(code.terms().reduction() instanceof FreeShipping)
                .setAmount(quote.discountOf(code.code()).toProto())
                .setShippingAmount(quote.shippingDiscountOf(code.code()).toProto()));
    Money nothing = Amount.zero(totals.total().currency()).toProto();
    draft
        .codes()
        .refused()
        .forEach((code, obstacle) ->
            message
                .addDiscountsBuilder()
                .setCode(code)
                .setAmount(nothing)
                .setShippingAmount(nothing)
                .setObstacle(obstacle.name()));
    return message.build();
  }

  /** What codes take off a cart, and why others do not. */
  public static PriceCartResponse of(PricedCart cart) {
    PriceCartResponse.Builder message =
        PriceCartResponse.newBuilder().setDiscount(cart.discount().toProto());
    Amount nothing = Amount.zero(cart.currency());
    cart.codes()
        .applied()
        .forEach(code ->
            message
                .addDiscountsBuilder()
                .setCode(code.code())
                .setFreeShipping(code.terms().reduction() instanceof FreeShipping)
                .setAmount(cart.amounts().getOrDefault(code.code(), nothing).toProto()));
    cart.codes()
        .refused()
        .forEach((code, obstacle) ->
            message
                .addDiscountsBuilder()
                .setCode(code)
                .setAmount(nothing.toProto())
                .setObstacle(obstacle.name()));
    return message.build();
  }

  static dev.souk.order.v1.AppliedDiscount of(AppliedDiscount discount) {
    return dev.souk.order.v1.AppliedDiscount.newBuilder()
        .setCode(discount.code())
        .setAmount(discount.amount().toProto())
        .setShippingAmount(discount.shipping().toProto())
        .build();
  }

  static dev.souk.order.v1.TaxRate of(TaxRate rate) {
    return dev.souk.order.v1.TaxRate.newBuilder()
        .setName(rate.name())
        .setPercent(rate.percent().text())
        .build();
  }

  static dev.souk.order.v1.TaxSum of(TaxSum sum) {
    return dev.souk.order.v1.TaxSum.newBuilder()
        .setRate(of(sum.rate()))
        .setCharged(sum.charged().toProto())
        .setTax(sum.tax().toProto())
        .build();
  }

  static DeliveryEstimate of(DeliveryWindow window) {
    return DeliveryEstimate.newBuilder()
        .setEarliestDate(window.earliest().toString())
        .setLatestDate(window.latest().toString())
        .build();
  }

  private static QuoteLine of(QuotedLine quoted) {
    QuoteLine.Builder line = QuoteLine.newBuilder();
    quoted
        .discounts()
        .forEach(share ->
            line.addDiscountsBuilder().setCode(share.code()).setAmount(share.amount().toProto()));
    return line.setSku(quoted.line().sku())
        .setProductId(quoted.line().productId())
        .setName(quoted.line().name())
        .setQuantity(quoted.line().quantity())
        .setUnitPrice(quoted.line().unitPrice().toProto())
        .setLineTotal(quoted.line().total().toProto())
        .setDiscount(quoted.discount().toProto())
        .setTax(quoted.tax().toProto())
        .setTaxRate(of(quoted.taxRate()))
        .build();
  }

  private static dev.souk.order.v1.ShippingOption of(ShippingOption option) {
    return dev.souk.order.v1.ShippingOption.newBuilder()
        .setMethod(option.rate().method())
        .setName(option.rate().name())
        .setPrice(option.rate().price().toProto())
        .setEstimatedDelivery(of(option.window()))
        .build();
  }
}

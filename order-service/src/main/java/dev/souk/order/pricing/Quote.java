package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a basket costs, and why.
 *
 * @param lines its lines, as they stood in the basket
 * @param shipping how it is sent
 * @param shippingOptions the ways in which it could be sent
 * @param taxIncluded whether prices contain the tax
 */
public record Quote(
    List<QuotedLine> lines,
    QuotedShipping shipping,
    List<ShippingOption> shippingOptions,
    boolean taxIncluded) {

  /** The amounts that add up to what is paid. */
  public Totals totals() {
    return new Totals(
        sum(lines.stream().map(line -> line.line().total())),
        sum(lines.stream().map(QuotedLine::discount)),
        shipping.charged(),
        sum(Stream.concat(lines.stream().map(QuotedLine::tax), Stream.of(shipping.tax()))),
        taxIncluded);
  }

  /** What is paid. */
  public Amount total() {
    return totals().total();
  }

  /** The taxes by rate; the lines and the shipping. */
  public List<TaxSum> taxes() {
    return TaxSum.of(
        Stream.concat(
            lines.stream().map(line -> new TaxSum(line.taxRate(), line.charged(), line.tax())),
            Stream.of(new TaxSum(shipping.taxRate(), shipping.charged(), shipping.tax()))));
  }

  /** What a code takes off the lines. */
  public Amount discountOf(String code) {
    return sum(
        lines.stream()
            .flatMap(line -> line.discounts().stream())
            .filter(share -> share.code().equals(code))
            .map(DiscountShare::amount));
  }

  /** What a code takes off the shipping. */
  public Amount shippingDiscountOf(String code) {
    return sum(
        shipping.discounts().stream()
            .filter(share -> share.code().equals(code))
            .map(DiscountShare::amount));
  }

  private Amount sum(Stream<Amount> amounts) {
    String currency = lines.getFirst().line().unitPrice().currency();
    return amounts.reduce(Amount.zero(currency), Amount::plus);
  }
}

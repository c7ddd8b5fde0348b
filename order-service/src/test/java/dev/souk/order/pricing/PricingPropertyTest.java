package dev.souk.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Discount.AmountOff;
import dev.souk.order.pricing.Discount.FreeShipping;
import dev.souk.order.pricing.Discount.PercentOff;
import dev.souk.order.pricing.Discount.Reduction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Prices add up, to the last minor unit, whatever is bought, taken off and taxed. */
class PricingPropertyTest {
  /** What is bought, where tax and shipping are so much. */
  record Sale(Basket basket, Percent tax, boolean included, long shipping) {
    Quote quote() {
      return quote(basket);
    }

    Quote quote(Basket other) {
      String currency = basket.currency();
      ShippingRate rate =
          new ShippingRate("standard", "Standard", new Amount(currency, shipping), 1, 2);
      DeliveryWindow window = new DeliveryWindow(LocalDate.EPOCH, LocalDate.EPOCH);
      return new Pricing(
              place -> new Flat(new TaxRate("VAT", tax), included),
              (place, wanted) -> List.of(rate),
              (now, place, way) -> window)
          .price(other, Instant.EPOCH);
    }
  }

  /** Half of the products are not taxed. */
  record Flat(TaxRate rate, boolean included) implements Taxation {
    @Override
    public TaxRate of(String productId) {
      return productId.endsWith("0") ? new TaxRate("VAT", Percent.ZERO) : rate;
    }

    @Override
    public TaxRate ofShipping() {
      return rate;
    }
  }

  @Property
  void every_sum_is_the_sum_of_its_parts(@ForAll("sales") Sale sale) {
    Quote quote = sale.quote();
    Totals totals = quote.totals();
    assertThat(totals.subtotal()).isEqualTo(sale.basket.subtotal());
    assertThat(totals.discount().minorUnits())
        .isEqualTo(sum(quote, line -> line.discount()))
        .isEqualTo(
            sale.basket.discounts().stream()
                .mapToLong(discount -> quote.discountOf(discount.code()).minorUnits())
                .sum());
    assertThat(totals.tax().minorUnits())
        .isEqualTo(sum(quote, QuotedLine::tax) + quote.shipping().tax().minorUnits())
        .isEqualTo(quote.taxes().stream().mapToLong(tax -> tax.tax().minorUnits()).sum());
    assertThat(quote.taxes().stream().mapToLong(tax -> tax.charged().minorUnits()).sum())
        .isEqualTo(
            totals.subtotal().minorUnits()
                - totals.discount().minorUnits()
                + totals.shipping().minorUnits());
    assertThat(totals.total().minorUnits())
        .isEqualTo(
            totals.subtotal().minorUnits()
                - totals.discount().minorUnits()
                + totals.shipping().minorUnits()
                + (sale.included ? 0 : totals.tax().minorUnits()));
  }

  @Property
  void nothing_is_negative(@ForAll("sales") Sale sale) {
    Quote quote = sale.quote();
    quote
        .lines()
        .forEach(line -> {
          assertThat(line.discount().minorUnits()).isBetween(0L, line.line().total().minorUnits());
          assertThat(line.tax().minorUnits()).isNotNegative();
        });
    assertThat(quote.shipping().charged().minorUnits()).isBetween(0L, sale.shipping);
    assertThat(quote.total().minorUnits()).isNotNegative();
  }

  @Property
  void the_order_of_lines_and_of_codes_changes_no_amount(
      @ForAll("sales") Sale sale, @ForAll long seed) {
    List<BasketLine> lines = new ArrayList<>(sale.basket.lines());
    List<Discount> discounts = new ArrayList<>(sale.basket.discounts());
    Collections.shuffle(lines, new Random(seed));
    Collections.shuffle(discounts, new Random(seed));
    Quote shuffled =
        sale.quote(new Basket(lines, sale.basket.place(), sale.basket.shippingMethod(), discounts));
    assertThat(shuffled.totals()).isEqualTo(sale.quote().totals());
    assertThat(bySku(shuffled)).isEqualTo(bySku(sale.quote()));
  }

  @Property
  void each_tax_is_rounded_half_up_once_a_line(@ForAll("sales") Sale sale) {
    for (QuotedLine line : sale.quote().lines()) {
      BigDecimal percent = line.taxRate().percent().value();
      BigDecimal whole =
          sale.included ? percent.add(BigDecimal.valueOf(100)) : BigDecimal.valueOf(100);
      BigDecimal exact =
          BigDecimal.valueOf(line.charged().minorUnits())
              .multiply(percent)
              .divide(whole, 0, RoundingMode.HALF_UP);
      assertThat(line.tax().minorUnits()).isEqualTo(exact.longValueExact());
    }
  }

  @Property
  void a_single_fixed_amount_is_taken_off_to_the_last_unit_but_never_more_than_there_is(
      @ForAll("sales") Sale sale, @ForAll @LongRange(min = 0, max = 10_000_000) long off) {
    Amount amount = new Amount(sale.basket.currency(), off);
    Discount discount = new Discount("FIX", new AmountOff(amount));
    Basket basket = new Basket(sale.basket.lines(), sale.basket.place(), "", List.of(discount));
    assertThat(sale.quote(basket).totals().discount().minorUnits())
        .isEqualTo(Math.min(off, basket.subtotal().minorUnits()));
  }

  @Property
  void a_spread_is_exact_and_no_part_is_a_unit_away_from_its_share(
      @ForAll("weights") List<Long> weights,
      @ForAll @LongRange(min = 0, max = 1_000_000) long per) {
    Map<String, Long> named = new LinkedHashMap<>();
    weights.forEach(weight -> named.put("w" + named.size(), weight));
    BigDecimal sum = BigDecimal.valueOf(weights.stream().mapToLong(Long::longValue).sum());
    long total =
        sum.multiply(BigDecimal.valueOf(per))
            .divide(BigDecimal.valueOf(1_000_000), 0, RoundingMode.DOWN)
            .longValueExact();
    Map<String, Long> parts = Spread.of(total, named);
    assertThat(parts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
    named.forEach((name, weight) -> {
      BigDecimal share =
          BigDecimal.valueOf(total)
              .multiply(BigDecimal.valueOf(weight))
              .divide(sum, 9, RoundingMode.HALF_UP);
      assertThat(BigDecimal.valueOf(parts.getOrDefault(name, -1L)).subtract(share).abs())
          .isLessThan(BigDecimal.ONE);
      assertThat(parts.getOrDefault(name, -1L)).isLessThanOrEqualTo(weight);
    });
  }

  private static long sum(Quote quote, Function<QuotedLine, Amount> part) {
    return quote.lines().stream().mapToLong(line -> part.apply(line).minorUnits()).sum();
  }

  private static Map<String, QuotedLine> bySku(Quote quote) {
    return quote.lines().stream()
        .collect(Collectors.toMap(line -> line.line().sku(), line -> line));
  }

  @Provide
  Arbitrary<List<Long>> weights() {
    return Arbitraries.longs().between(1, 1_000_000_000_000L).list().ofMinSize(1).ofMaxSize(90);
  }

  @Provide
  Arbitrary<Sale> sales() {
    return Arbitraries.of("GBP", "JPY", "JOD")
        .flatMap(currency ->
            Combinators.combine(
                    lines(currency),
                    discounts(currency),
                    Arbitraries.of("0", "20", "14.975", "8.25", "100"),
                    Arbitraries.of(true, false),
                    Arbitraries.longs().between(0, 10_000))
                .as((lines, discounts, tax, included, shipping) ->
                    new Sale(
                        new Basket(lines, new Place("GB", ""), "", discounts),
                        Percent.of(tax),
                        included,
                        shipping)));
  }

  private static Arbitrary<List<BasketLine>> lines(String currency) {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000), Arbitraries.integers().between(1, 10_000))
        .as((price, quantity) -> new BasketLine("", "", "", quantity, new Amount(currency, price)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(lines ->
            IntStream.range(0, lines.size())
                .mapToObj(i ->
                    new BasketLine(
                        "SKU-" + i,
                        "prd_" + i,
                        "Product",
                        lines.get(i).quantity(),
                        lines.get(i).unitPrice()))
                .toList());
  }

  private static Arbitrary<List<Discount>> discounts(String currency) {
    Arbitrary<Reduction> percents =
        Arbitraries.of("0.5", "10", "33.333", "100").map(text -> new PercentOff(Percent.of(text)));
    Arbitrary<Reduction> amounts =
        Arbitraries.longs()
            .between(0, 5_000_000)
            .map(off -> new AmountOff(new Amount(currency, off)));
    return Arbitraries.oneOf(percents, amounts, Arbitraries.just(new FreeShipping()))
        .list()
        .ofMaxSize(4)
        .map(reductions ->
            IntStream.range(0, reductions.size())
                .mapToObj(i -> new Discount("CODE" + i, reductions.get(i)))
                .toList());
  }
}

package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What discounts take off each line. Codes are applied one after the other to what those before
 * left: percentages first, then fixed amounts, each kind in the order of the codes, so that the
 * order in which they were given does not matter.
 */
final class LineDiscounts {
  private final Map<String, List<DiscountShare>> shares = new LinkedHashMap<>();

  private LineDiscounts() {}

  static LineDiscounts of(Basket basket) {
    LineDiscounts discounts = new LineDiscounts();
    Map<String, Long> left = new LinkedHashMap<>();
    basket
        .lines()
        .forEach(line -> {
          left.put(line.sku(), line.total().minorUnits());
          discounts.shares.put(line.sku(), new ArrayList<>());
        });
    basket.discounts().stream()
        .sorted(Comparator.comparingInt(Discount::rank).thenComparing(Discount::code))
        .forEach(discount -> discounts.take(discount, left, basket.currency()));
    return discounts;
  }

  private void take(Discount discount, Map<String, Long> left, String currency) {
    Amount base = new Amount(currency, left.values().stream().mapToLong(Long::longValue).sum());
    Amount off = off(discount, base);
    if (off.isZero()) {
      return;
    }
    Spread.of(off.minorUnits(), left)
        .forEach((sku, part) -> {
          left.merge(sku, -part, Math::addExact);
          if (part > 0) {
            shares.get(sku).add(new DiscountShare(discount.code(), new Amount(currency, part)));
          }
        });
  }

  private static Amount off(Discount discount, Amount base) {
    return switch (discount.reduction()) {
      case Discount.PercentOff(Percent percent) -> percent.of(base);
      case Discount.AmountOff(Amount amount) -> amount.compareTo(base) < 0 ? amount : base;
      case Discount.FreeShipping() -> Amount.zero(base.currency());
    };
  }

  /** What a code takes off all lines. */
  Amount of(String code, String currency) {
    return shares.values().stream()
        .flatMap(List::stream)
        .filter(share -> share.code().equals(code))
        .map(DiscountShare::amount)
        .reduce(Amount.zero(currency), Amount::plus);
  }

  List<DiscountShare> on(BasketLine line) {
    return List.copyOf(shares.getOrDefault(line.sku(), List.of()));
  }
}

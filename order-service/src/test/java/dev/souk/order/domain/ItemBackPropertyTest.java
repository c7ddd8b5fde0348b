package dev.souk.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Percent;
import dev.souk.order.pricing.TaxRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What units are worth adds up, whatever comes back, in whatever order, and whatever is void. */
class ItemBackPropertyTest {
  @Property
  void all_units_together_are_worth_what_was_paid_and_never_more(
      @ForAll @IntRange(min = 1, max = 40) int quantity,
      @ForAll @LongRange(min = 0, max = 10_000) long paid,
      @ForAll long seed) {
    Random random = new Random(seed);
    OrderItem item = item(quantity);
    List<ItemBack> back = new ArrayList<>();
    for (int step = 0; step < 30; step++) {
      int left = quantity - sum(back).quantity();
      if (left == 0 || (!back.isEmpty() && random.nextInt(3) == 0)) {
        back.remove(random.nextInt(back.size()));
      } else {
        back.add(next(item, paid, back, 1 + random.nextInt(left)));
      }
      assertThat(sum(back).amount().minorUnits()).isBetween(0L, paid);
      assertThat(back).allMatch(one -> !one.amount().isNegative());
    }
    int left = quantity - sum(back).quantity();
    if (left > 0) {
      back.add(next(item, paid, back, left));
    }
    assertThat(sum(back)).isEqualTo(new ItemBack("SKU", quantity, new Amount("GBP", paid)));
  }

  @Property
  void units_that_come_back_one_by_one_differ_by_a_penny_at_most(
      @ForAll @IntRange(min = 1, max = 40) int quantity,
      @ForAll @LongRange(min = 0, max = 10_000) long paid) {
    List<ItemBack> back = new ArrayList<>();
    for (int unit = 0; unit < quantity; unit++) {
      back.add(next(item(quantity), paid, back, 1));
    }
    assertThat(back)
        .allMatch(one -> Math.abs(one.amount().minorUnits() * quantity - paid) < quantity);
    assertThat(sum(back).amount().minorUnits()).isEqualTo(paid);
  }

  private static ItemBack next(OrderItem item, long paid, List<ItemBack> before, int quantity) {
    return ItemBack.of(item, new Amount("GBP", paid), sum(before), quantity);
  }

  private static ItemBack sum(List<ItemBack> back) {
    return back.stream()
        .reduce(
            new ItemBack("SKU", 0, new Amount("GBP", 0)),
            (a, b) ->
                new ItemBack("SKU", a.quantity() + b.quantity(), a.amount().plus(b.amount())));
  }

  private static OrderItem item(int quantity) {
    Amount nothing = new Amount("GBP", 0);
    return new OrderItem(
        "SKU",
        "prd",
        "name",
        quantity,
        nothing,
        nothing,
        new TaxRate("VAT", Percent.ZERO),
        nothing);
  }
}

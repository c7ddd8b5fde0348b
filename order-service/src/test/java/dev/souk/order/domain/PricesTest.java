package dev.souk.order.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.money.Amount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PricesTest {
  private final Map<String, Offer> offers = new HashMap<>();
  private final Prices prices = new Prices(skus -> Map.copyOf(offers));

  private void offer(String sku, String currency, long price) {
    offers.put(sku, new Offer(sku, "prd_1", sku, new Amount(currency, price)));
  }

  private static CartLine line(String sku, int quantity, long shown) {
    return new CartLine(sku, quantity, new Amount("GBP", shown));
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo(reason.name()));
  }

  @Test
  void a_cart_without_lines_is_not_ordered() {
    assertRefused(Reason.CART_EMPTY, () -> prices.quote(List.of(), Optional.empty()));
  }

  @Test
  void currencies_are_never_mixed() {
    offer("A", "GBP", 1);
    offer("B", "EUR", 1);
    assertRefused(
        Reason.CURRENCY_MISMATCH,
        () ->
            prices.quote(
                List.of(line("A", 1, 1), new CartLine("B", 1, new Amount("EUR", 1))),
                Optional.empty()));
  }

  @Test
  void the_expected_total_outranks_the_prices_shown() {
    offer("A", "GBP", 200);
    List<CartLine> lines = List.of(line("A", 2, 150));
    assertRefused(Reason.PRICE_CHANGED, () -> prices.quote(lines, Optional.empty()));
    assertThat(prices.quote(lines, Optional.of(new Amount("GBP", 400)))).hasSize(1);
    assertRefused(
        Reason.PRICE_CHANGED, () -> prices.quote(lines, Optional.of(new Amount("GBP", 300))));
    assertRefused(
        Reason.PRICE_CHANGED, () -> prices.quote(lines, Optional.of(new Amount("EUR", 400))));
  }

  @Test
  void lines_add_up_to_the_total_whatever_is_in_the_cart() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      List<CartLine> lines = new ArrayList<>();
      long sum = 0;
      for (int i = 0; i < 1 + random.nextInt(90); i++) {
        long price = random.nextLong(1_000_000_000_000L);
        int quantity = 1 + random.nextInt(10_000);
        offer("S" + i, "GBP", price);
        lines.add(line("S" + i, quantity, price));
        sum += price * quantity;
      }
      Totals totals = Totals.of(prices.quote(lines, Optional.empty()));
      assertThat(totals.total()).isEqualTo(new Amount("GBP", sum));
      assertThat(totals.subtotal()).isEqualTo(totals.total());
    }
  }

  @Test
  void tax_that_the_prices_do_not_contain_is_added() {
    Amount hundred = new Amount("USD", 100);
    Amount ten = new Amount("USD", 10);
    assertThat(new Totals(hundred, ten, ten, ten, true).total()).isEqualTo(hundred);
    assertThat(new Totals(hundred, ten, ten, ten, false).total()).isEqualTo(new Amount("USD", 110));
  }
}

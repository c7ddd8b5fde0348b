package dev.souk.order.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.money.Amount;
import dev.souk.order.discount.DiscountCodes;
import dev.souk.order.pricing.Totals;
import dev.souk.order.tables.PricingTables;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final Address HOME = new Address("", "", "", "", "", "", "GB", "");

  private static final DiscountCodes NO_CODES =
      (DiscountCodes)
          Proxy.newProxyInstance(
              DiscountCodes.class.getClassLoader(),
              new Class<?>[] {DiscountCodes.class},
              (proxy, method, arguments) -> Map.of());

  private final Map<String, Offer> offers = new HashMap<>();
  private final Prices prices =
      new Prices(
          skus -> Map.copyOf(offers),
          NO_CODES,
          PricingTables.load(Optional.empty()),
          Clock.systemUTC());

  private void offer(String sku, String currency, long price) {
    offers.put(sku, new Offer(sku, "prd_1", sku, new Amount(currency, price)));
  }

  private static CartLine line(String sku, int quantity, long shown) {
    return new CartLine(sku, quantity, Optional.of(new Amount("GBP", shown)));
  }

  private Draft quote(List<CartLine> lines, Address address) {
    Purchase purchase =
        new Purchase(
            new Buyer("usr_1", ""), new Destination.Written(address), lines, "", List.of());
    return prices.draft(purchase, address, lines, List.of());
  }

  private Draft draft(List<CartLine> lines) {
    return quote(lines, HOME);
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo(reason.name()));
  }

  @Test
  void a_cart_without_lines_is_not_ordered() {
    assertRefused(Reason.CART_EMPTY, () -> quote(List.of(), HOME));
  }

  @Test
  void currencies_are_never_mixed() {
    offer("A", "GBP", 1);
    offer("B", "EUR", 1);
    assertRefused(
        Reason.CURRENCY_MISMATCH, () -> quote(List.of(line("A", 1, 1), line("B", 1, 1)), HOME));
  }

  @Test
  void the_expected_total_outranks_the_prices_shown() {
    offer("A", "GBP", 200);
    Draft draft = draft(List.of(line("A", 2, 150)));
    assertRefused(Reason.PRICE_CHANGED, () -> prices.requireAgreed(draft, Optional.empty()));
    assertThatCode(() -> prices.requireAgreed(draft, Optional.of(new Amount("GBP", 400))))
        .doesNotThrowAnyException();
    assertRefused(
        Reason.PRICE_CHANGED,
        () -> prices.requireAgreed(draft, Optional.of(new Amount("GBP", 300))));
    assertRefused(
        Reason.PRICE_CHANGED,
        () -> prices.requireAgreed(draft, Optional.of(new Amount("EUR", 400))));
  }

  @Test
  void what_no_cart_showed_costs_what_it_costs() {
    offer("A", "GBP", 200);
    Draft draft = draft(List.of(new CartLine("A", 2, Optional.empty())));
    assertThatCode(() -> prices.requireAgreed(draft, Optional.empty())).doesNotThrowAnyException();
    assertRefused(
        Reason.PRICE_CHANGED,
        () -> prices.requireAgreed(draft, Optional.of(new Amount("GBP", 401))));
  }

  @Test
  void tax_that_the_prices_do_not_contain_is_added() {
    Amount hundred = new Amount("USD", 100);
    Amount ten = new Amount("USD", 10);
    assertThat(new Totals(hundred, ten, ten, ten, true).total()).isEqualTo(hundred);
    assertThat(new Totals(hundred, ten, ten, ten, false).total()).isEqualTo(new Amount("USD", 110));
  }
}

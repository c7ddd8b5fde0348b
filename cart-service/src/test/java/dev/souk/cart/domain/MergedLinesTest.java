package dev.souk.cart.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.money.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedLinesTest {
  @Test
  void quantities_add_up_and_new_lines_follow_the_users() {
    MergedLines merged =
        MergedLines.of(
            List.of(gbp("HAT", 2), gbp("CAP", 1)),
            List.of(gbp("SOCK", 4), gbp("HAT", 3)),
            new CartLimits(90, 10_000, 90));
    assertThat(merged.lines()).containsExactly(gbp("HAT", 5), gbp("CAP", 1), gbp("SOCK", 4));
    assertThat(merged.left()).isEmpty();
  }

  @Test
  void a_line_grows_to_the_limit_and_never_shrinks() {
    List<CartLine> user = List.of(gbp("HAT", 9_999), gbp("CAP", 10_000), gbp("OLD", 20_000));
    List<CartLine> guest = List.of(gbp("HAT", 10_000), gbp("CAP", 1), gbp("OLD", 1));
    MergedLines merged = MergedLines.of(user, guest, new CartLimits(90, 10_000, 90));
    assertThat(merged.lines())
        .containsExactly(gbp("HAT", 10_000), gbp("CAP", 10_000), gbp("OLD", 20_000));
    assertThat(merged.left()).isEmpty();
  }

  @Test
  void quantities_near_the_largest_integer_do_not_overflow() {
    List<CartLine> most = List.of(gbp("HAT", Integer.MAX_VALUE));
    assertThat(MergedLines.of(most, most, new CartLimits(90, Integer.MAX_VALUE, 90)).lines())
        .isEqualTo(most);
  }

  @Test
  void what_does_not_fit_is_left_and_what_is_already_there_still_grows() {
    List<CartLine> guest = List.of(gbp("A", 1), gbp("B", 1), gbp("HAT", 1));
    MergedLines merged = MergedLines.of(List.of(gbp("HAT", 1)), guest, new CartLimits(2, 100, 90));
    assertThat(merged.lines()).containsExactly(gbp("HAT", 2), gbp("A", 1));
    assertThat(merged.left()).containsExactly(1);
  }

  @Test
  void another_currency_is_left() {
    List<CartLine> guest = List.of(line("HAT", 1, "EUR"), line("BERET", 2, "EUR"));
    MergedLines merged = MergedLines.of(List.of(gbp("HAT", 1)), guest, new CartLimits(90, 100, 90));
    assertThat(merged.lines()).containsExactly(gbp("HAT", 1));
    assertThat(merged.left()).containsExactly(0, 1);
    assertThat(MergedLines.of(List.of(), guest, new CartLimits(90, 100, 90)).lines())
        .isEqualTo(guest);
  }

  private static CartLine gbp(String sku, int quantity) {
    return line(sku, quantity, "GBP");
  }

  private static CartLine line(String sku, int quantity, String currency) {
    return new CartLine(sku, "prd_" + sku, "Fine " + sku, quantity, new Amount(currency, 100));
  }
}

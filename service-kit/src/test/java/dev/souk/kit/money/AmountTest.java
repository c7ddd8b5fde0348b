package dev.souk.kit.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import org.junit.jupiter.api.Test;

class AmountTest {
  private static final Amount PRICE = new Amount("GBP", 1999);

  @Test
  void arithmetic_is_exact() {
    assertThat(PRICE.times(3).plus(new Amount("GBP", 1)).minus(PRICE).minorUnits()).isEqualTo(3999);
  }

  @Test
  void currencies_never_mix() {
    assertThatThrownBy(() -> PRICE.plus(new Amount("EUR", 1)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("CURRENCY_MISMATCH"));
    assertThatThrownBy(() -> PRICE.compareTo(Amount.zero("EUR"))).isInstanceOf(ApiException.class);
  }

  @Test
  void an_overflow_is_an_error_and_not_a_negative_price() {
    assertThatThrownBy(() -> new Amount("GBP", Long.MAX_VALUE).times(2))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Amount("GBP", Long.MAX_VALUE).plus(PRICE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void a_message_and_back_is_the_same() {
    assertThat(Amount.of(PRICE.toProto())).isEqualTo(PRICE);
  }
}

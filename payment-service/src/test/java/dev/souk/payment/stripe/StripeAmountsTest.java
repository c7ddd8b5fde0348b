package dev.souk.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.money.Amount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of Stripe's page "Supported currencies". */
class StripeAmountsTest {
  @ParameterizedTest
  @CsvSource({
    "GBP, 1999, 1999",
    "HUF, 1045, 1045",
    "TWD, 80045, 80045",
    "JPY, 500, 500",
    "CLP, 500, 500",
    "XOF, 500, 500",
    "ISK, 5, 500",
    "UGX, 5, 500",
    "MGA, 500, 5",
    "KWD, 5120, 5120",
    "JOD, 10, 10",
  })
  void amounts_are_counted_as_stripe_does(String currency, long minorUnits, long expected) {
    assertThat(StripeAmounts.of(new Amount(currency, minorUnits))).isEqualTo(Optional.of(expected));
  }

  @ParameterizedTest
  @CsvSource({"KWD, 5124", "BHD, 1", "TND, 999", "MGA, 501", "MGA, 10"})
  void what_stripe_cannot_charge_exactly_is_not_rounded(String currency, long minorUnits) {
    assertThat(StripeAmounts.of(new Amount(currency, minorUnits))).isEmpty();
  }

  @Test
  void currencies_are_named_in_lower_case() {
    assertThat(StripeAmounts.currency(new Amount("GBP", 1))).isEqualTo("gbp");
  }
}

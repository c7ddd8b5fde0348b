package dev.souk.product.catalog.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RatingTest {

  @Property
  void an_average_is_rounded_half_up_to_a_decimal(
      @ForAll @IntRange(min = 1, max = 1_000_000) int count,
      @ForAll @IntRange(min = 0, max = 4_000_000) int above) {
    long sum = count + Math.min(above, 4L * count);
    double exact =
        BigDecimal.valueOf(sum)
            .divide(BigDecimal.valueOf(count), 20, RoundingMode.HALF_UP)
            .setScale(1, RoundingMode.HALF_UP)
            .doubleValue();
    assertThat(new Rating(sum, count).average()).isEqualTo(exact).isBetween(1.0, 5.0);
  }

  @Example
  void without_reviews_it_is_zero() {
    assertThat(Rating.NONE.average()).isZero();
  }
}

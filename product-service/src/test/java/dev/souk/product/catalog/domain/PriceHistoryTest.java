package dev.souk.product.catalog.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("44: the lowest price of the 30 days before a reduction")
class PriceHistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static PricePoint point(int day, long price, long compareAt, boolean offered) {
    return new PricePoint(
        START.plus(Duration.ofDays(day)),
        pence(price),
        compareAt == 0 ? Optional.empty() : Optional.of(pence(compareAt)),
        offered);
  }

  private static PricePoint at(int day, long price) {
    return point(day, price, 0, true);
  }

  private static Amount pence(long price) {
    return new Amount("GBP", price);
  }

  private static PriceHistory of(PricePoint first, PricePoint... more) {
    PriceHistory history = PriceHistory.starting(first);
    for (PricePoint next : more) {
      history = history.then(next);
    }
    return history;
  }

  @Test
  void a_price_that_never_changed_is_not_reduced() {
    assertThat(of(at(0, 1000)).lowestBeforeReduction()).isEmpty();
    assertThat(of(point(0, 1000, 2000, true)).lowestBeforeReduction()).isEmpty();
  }

  @Test
  void a_raised_price_is_not_reduced() {
    assertThat(of(at(0, 1000), at(5, 1200)).lowestBeforeReduction()).isEmpty();
  }

  @Test
  void a_lowered_price_names_the_one_before() {
    assertThat(of(at(0, 1000), at(50, 800)).lowestBeforeReduction()).contains(pence(1000));
  }

  @Test
  void a_price_that_was_raised_just_before_the_reduction_does_not_hide_the_lower_one() {
    assertThat(of(at(0, 1000), at(40, 2000), at(45, 1500)).lowestBeforeReduction())
        .contains(pence(1000));
  }

  @Test
  void a_price_that_ended_more_than_30_days_before_does_not_count() {
    assertThat(of(at(0, 700), at(10, 1000), at(39, 800)).lowestBeforeReduction())
        .contains(pence(700));
    assertThat(of(at(0, 700), at(10, 1000), at(40, 800)).lowestBeforeReduction())
        .contains(pence(1000));
  }

  @Test
  void a_price_to_compare_with_announces_a_reduction_from_then_on() {
    assertThat(of(at(0, 1000), point(60, 1000, 3000, true)).lowestBeforeReduction())
        .contains(pence(1000));
    assertThat(
            of(at(0, 1000), point(60, 800, 1000, true), point(61, 800, 1200, true))
                .lowestBeforeReduction())
        .contains(pence(800));
  }

  @Test
  void prices_that_nobody_could_buy_at_do_not_count() {
    assertThat(of(point(0, 5000, 0, false), point(3, 800, 0, true)).lowestBeforeReduction())
        .isEmpty();
    assertThat(of(at(0, 1000), point(1, 100, 0, false), at(2, 900)).lowestBeforeReduction())
        .contains(pence(1000));
    assertThat(of(at(0, 1000), point(1, 800, 0, false)).lowestBeforeReduction()).isEmpty();
  }

  @Test
  void another_currency_begins_anew() {
    PricePoint euros =
        new PricePoint(
            START.plus(Duration.ofDays(3)), new Amount("EUR", 500), Optional.empty(), true);
    assertThat(of(at(0, 1000), euros).lowestBeforeReduction()).isEmpty();
  }

  @Test
  void a_clock_that_goes_back_does_not_reorder() {
    PriceHistory history = of(at(10, 1000), at(5, 800));
    assertThat(history.points().getLast().from()).isEqualTo(at(10, 0).from());
    assertThat(history.lowestBeforeReduction()).contains(pence(1000));
  }

  @Test
  void many_changes_are_bounded_and_keep_the_lowest() {
    PriceHistory history = of(at(0, 100));
    for (int i = 1; i <= 500; i++) {
      history =
          history.then(
              new PricePoint(
                  START.plus(Duration.ofHours(i)), pence(2000 - i), Optional.empty(), true));
    }
    assertThat(history.points()).hasSize(PriceHistory.MOST);
    assertThat(history.lowestBeforeReduction()).contains(pence(100));
  }

  @Test
  void the_same_terms_again_are_no_point() {
    assertThat(of(at(0, 1000), at(5, 1000)).points()).hasSize(1);
  }
}

package dev.souk.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderNumbersTest {
  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private final OrderNumbers numbers = new OrderNumbers(new SecureRandom());

  @Test
  void numbers_are_valid_and_hardly_ever_meet() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String number = numbers.next();
      assertThat(number).matches("S-[0-9A-Z]{4}-[0-9A-Z]{4}");
      assertThat(OrderNumbers.isValid(number)).as(number).isTrue();
      made.add(number);
    }
    assertThat(made).hasSize(1000);
  }

  @Test
  void any_one_mistyped_symbol_is_found() {
    String number = numbers.next();
    for (int i = 2; i < number.length(); i++) {
      for (int j = 0; j < SYMBOLS.length(); j++) {
        char other = SYMBOLS.charAt(j);
        if (number.charAt(i) != '-' && number.charAt(i) != other) {
          String mistyped = number.substring(0, i) + other + number.substring(i + 1);
          assertThat(OrderNumbers.isValid(mistyped)).as(mistyped).isFalse();
        }
      }
    }
  }

  @Test
  void what_is_no_number_is_not_valid() {
    assertThat(OrderNumbers.isValid("")).isFalse();
    assertThat(OrderNumbers.isValid("S-0000-000")).isFalse();
    assertThat(OrderNumbers.isValid("S-OOOO-0000")).isFalse();
  }
}

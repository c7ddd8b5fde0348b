package dev.souk.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductNameTest {

  @ParameterizedTest
  @CsvSource({
    "WHITE HANGING HEART T-LIGHT HOLDER, White Hanging Heart T-Light Holder",
    "'  3 HEARTS  HANGING DECORATION RUSTIC ', 3 Hearts Hanging Decoration Rustic",
    "SET OF 4 KNICK KNACK TINS FOR THE HOME, Set of 4 Knick Knack Tins for the Home",
    "THE KING GIFT BAG, The King Gift Bag",
    "BAG 500g SWIRLY MARBLES, Bag 500g Swirly Marbles",
    "POLYESTER FILLER PAD 45x45cm, Polyester Filler Pad 45x45cm",
    "DOLLY MIXTURE CHILDREN'S UMBRELLA, Dolly Mixture Children's Umbrella",
    "'FRENCH BLUE METAL DOOR SIGN No.', French Blue Metal Door Sign No",
  })
  void is_readable(String description, String name) {
    assertThat(ProductName.tidy(description)).isEqualTo(name);
  }
}

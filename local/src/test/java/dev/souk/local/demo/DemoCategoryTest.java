package dev.souk.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCategoryTest {

  @ParameterizedTest
  @CsvSource({
    "Christmas Tree Heart Decoration, CHRISTMAS",
    "Party Invites Woodland, PARTY",
    "Silver Hoop Earrings, JEWELLERY",
    "Jumbo Bag Red Retrospot, BAGS",
    "White Hanging Heart T-Light Holder, LIGHTING",
    "Jigsaw Rabbit and Birdhouse, TOYS",
    "Small Chinese Style Scissor, HOME",
    "Regency Cakestand 3 Tier, PARTY",
    "Red Retrospot Mug, KITCHEN",
    "Blue Tile Hook, STORAGE",
  })
  void follows_the_words_of_the_name(String name, DemoCategory category) {
    assertThat(DemoCategory.of(name)).isEqualTo(category);
  }
}

package dev.souk.product.catalog.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlugTest {
  private static final String ID = "prd_01jd8m3q4ref7vd8z8p4v6k1nc";

  @Test
  void a_slug_is_the_name_in_plain_letters_and_the_end_of_the_id() {
    assertThat(Slug.of("  Crème Brûlée: Set of 6! ", ID))
        .isEqualTo("creme-brulee-set-of-6-p4v6k1nc");
  }

  @Test
  void a_name_without_plain_letters_leaves_the_end_of_the_id() {
    assertThat(Slug.of("帽子", ID)).isEqualTo("p4v6k1nc");
    assertThat(Slug.of("-", ID)).isEqualTo("p4v6k1nc");
  }

  @Test
  void a_long_name_is_cut() {
    assertThat(Slug.of("a".repeat(200), ID)).hasSize(60 + 1 + 8);
  }
}

package dev.souk.kit.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static Ids at(String time) {
    return new Ids(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  @Test
  void ids_are_valid_and_distinct() {
    Ids ids = at("2026-01-01T00:00:00Z");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next("ord");
      assertThat(Ids.isValid("ord", id)).as(id).isTrue();
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void ids_of_later_times_sort_after_earlier_ones() {
    String earlier = at("2026-01-01T00:00:00.001Z").next("prd");
    String later = at("2026-01-01T00:00:00.002Z").next("prd");
    assertThat(earlier).isLessThan(later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prd_00000000000000000000000000",
        "prd_01jd8m3q4ref7vd8z8p4v6k1nc",
        "prd_7zzzzzzzzzzzzzzzzzzzzzzzzz"
      })
  void an_id_stands_for_a_uuid_and_back(String id) {
    assertThat(Ids.of("prd", Ids.uuidOf(id))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ord",
        "ord_",
        "ord_01jd8m3q4ref7vd8z8p4v6k1n",
        "ord_01jd8m3q4ref7vd8z8p4v6k1nca",
        "ord_81jd8m3q4ref7vd8z8p4v6k1nc",
        "ord_01JD8M3Q4REF7VD8Z8P4V6K1NC",
        "ord_01jd8m3q4ref7vd8z8p4v6k1nu",
        "ord-01jd8m3q4ref7vd8z8p4v6k1nc",
        "prd_01jd8m3q4ref7vd8z8p4v6k1nc"
      })
  void malformed_ids_are_told(String id) {
    assertThat(Ids.isValid("ord", id)).isFalse();
  }
}

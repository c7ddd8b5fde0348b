package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.watch.PromQl.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void names_labels_and_values_are_found_and_words_are_not() {
    assertThat(
            PromQl.selectors(
                """
                histogram_quantile(0.95, sum by (le, method) (rate(rpc_bucket{method=~"a\\\\.b|{c}", code="OK"}[5m]))) > 1
                  and on (slo) slo:errors:ratio / on (slo) up unless vector(0)
                """))
        .containsExactly(
            new Selector("rpc_bucket", Set.of("method", "code"), List.of("code=\"OK\"")),
            new Selector("slo:errors:ratio", Set.of(), List.of()),
            new Selector("up", Set.of(), List.of()));
  }
}

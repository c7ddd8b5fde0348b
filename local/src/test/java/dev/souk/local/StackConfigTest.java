package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StackConfigTest {
  @Test
  void what_is_said_of_fulfilment_is_passed_on_as_it_is() {
    Map<String, String> said =
        Map.of("SOUK_FULFILMENT", "automatic", "SOUK_FULFILMENT_CARRIER", "Pigeons");
    StackConfig config =
        StackConfig.from(
            Map.of(
                "SOUK_FULFILMENT", "automatic",
                "SOUK_FULFILMENT_CARRIER", "Pigeons",
                "SOUK_PORT_OFFSET", "7",
                "SOUK_SIGNING_KEY", "/elsewhere"));
    assertThat(config.fulfilment()).isEqualTo(said);
    assertThat(config.ports().postgres()).isEqualTo(5432 + 7);
  }
}

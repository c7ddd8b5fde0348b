package dev.souk.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void every_problem_is_named_at_once() {
    Settings settings = Settings.of(Map.of("PORT", "65536", "WAIT", "soon", "BLANK", " "));
    settings.required("ABSENT");
    settings.required("BLANK");
    settings.port("PORT", 1);
    settings.duration("WAIT", Duration.ZERO);
    assertThatThrownBy(settings::check)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("ABSENT", "BLANK", "PORT", "65536", "WAIT", "soon");
  }

  @Test
  void values_and_defaults_are_read() {
    Settings settings = Settings.of(Map.of("PORT", "5001", "WAIT", "PT2S", "NAME", "souk"));
    assertThat(settings.port("PORT", 1)).isEqualTo(5001);
    assertThat(settings.duration("WAIT", Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.required("NAME")).isEqualTo("souk");
    assertThat(settings.integer("COUNT", 7)).isEqualTo(7);
    settings.check();
  }
}

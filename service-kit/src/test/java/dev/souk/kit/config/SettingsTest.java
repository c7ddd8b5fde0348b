package dev.souk.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
  void addresses_and_choices_are_checked() {
    Settings settings =
        Settings.of(Map.of("URL", "https://shop.example", "MODE", "DAYS", "BAD", "x y", "NO", "a"));
    URI fallback = URI.create("http://localhost");
    assertThat(settings.address("URL", fallback)).isEqualTo(URI.create("https://shop.example"));
    assertThat(settings.address("ABSENT", fallback)).isEqualTo(fallback);
    assertThat(settings.choice("MODE", TimeUnit.HOURS)).isEqualTo(TimeUnit.DAYS);
    assertThat(settings.choice("ABSENT", TimeUnit.HOURS)).isEqualTo(TimeUnit.HOURS);
    settings.check();
    settings.address("BAD", fallback);
    settings.address("NO", fallback);
    settings.choice("URL", TimeUnit.HOURS);
    assertThatThrownBy(settings::check)
        .hasMessageContainingAll("BAD must", "NO must", "URL must be one of", "HOURS");
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

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

  @Test
  void watched_settings_tell_how_they_are_read() {
    WatchedSettings watched = new WatchedSettings(Map.of("NAME", "souk"));
    Settings settings = Settings.of(watched);
    assertThat(settings.required("NAME")).isEqualTo("souk");
    settings.duration("WAIT", Duration.ofSeconds(2));
    settings.requiredAddress("URL");
    settings.choice("MODE", TimeUnit.HOURS);
    assertThat(watched.read())
        .containsExactly(
            new Setting("NAME", "text", "", true),
            new Setting("WAIT", "an ISO 8601 duration such as PT10S", "PT2S", false),
            new Setting("URL", "an address such as https://shop.example", "", true),
            new Setting(
                "MODE",
                "one of NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS, MINUTES, HOURS, DAYS",
                "HOURS",
                false));
  }
}

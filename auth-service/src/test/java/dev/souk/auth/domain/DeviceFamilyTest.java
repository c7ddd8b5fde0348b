package dev.souk.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFamilyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox on Linux",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 | Chrome on Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0 | Edge on Windows",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1 | Safari on iOS",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 | Chrome on Android",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | Safari on macOS",
        "okhttp/5.1.0 | An app",
        "<b>evil.example</b> | An app",
      })
  void the_words_for_a_device_are_the_shops_own(String userAgent, String words) {
    assertThat(DeviceFamily.of(userAgent).text()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "okhttp/5.1.0,okhttp/5.2.0,true",
    "okhttp/5.1.0,curl/8.0,false",
    "Firefox/1,Firefox/2,true"
  })
  void versions_make_no_other_device_and_programs_do(String one, String other, boolean same) {
    assertThat(DeviceFamily.of(one).equals(DeviceFamily.of(other))).isEqualTo(same);
  }
}

package dev.souk.kong.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kong.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final byte[] JSON =
      "{\"products\": []}".repeat(100).getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br, gzip;q=0.5", "gzip; q=1.000", "deflate,gzip"})
  void a_client_that_accepts_it_gets_gzip(String accepted) throws IOException {
    ServerResponse sent = answer(accepted, 200, "application/json", JSON);

    assertThat(sent.headers().first("content-encoding")).contains("gzip");
    assertThat(sent.headers().all("vary")).contains("Accept-Encoding");
    assertThat(sent.content().length).isLessThan(JSON.length / 4);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(sent.content()))) {
      assertThat(in.readAllBytes()).isEqualTo(JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip;q=0.000", "xgzip", "br", "gzip;q=x"})
  void other_clients_get_it_as_it_is(String accepted) {
    ServerResponse sent = answer(accepted, 200, "application/json", JSON);

    assertThat(sent.headers().has("content-encoding")).isFalse();
    assertThat(sent.headers().all("vary")).contains("Accept-Encoding");
    assertThat(sent.content()).isEqualTo(JSON);
  }

  @Test
  void what_is_short_or_no_json_or_an_error_stays_as_it_is() {
    assertThat(answer("gzip", 200, "application/json", new byte[999]).headers().has("vary"))
        .isFalse();
    assertThat(answer("gzip", 200, "image/png", JSON).content()).isEqualTo(JSON);
    assertThat(answer("gzip", 404, "application/json", JSON).content()).isEqualTo(JSON);
  }

  private static ServerResponse answer(String accepted, int status, String type, byte[] body) {
    Headers request = new Headers().add("accept-encoding", accepted);
    return Compression.of(
        request, ServerResponse.of(status, new Headers().add("content-type", type), body));
  }
}

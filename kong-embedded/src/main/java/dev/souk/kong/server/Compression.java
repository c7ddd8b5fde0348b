package dev.souk.kong.server;

import dev.souk.kong.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses responses as nginx does with the settings in docker-compose.yml: JSON of 1,000 bytes
 * and more, for clients that accept gzip (RFC 9110, 12.5.3).
 */
final class Compression {
  private static final int LEAST_BYTES = 1_000;

  private Compression() {}

  /** The response as it is sent, which may be the one given. */
  static ServerResponse of(Headers request, ServerResponse response) {
    if (!isWorthIt(response)) {
      return response;
    }
    Headers headers = Headers.copyOf(response.headers()).add("vary", "Accept-Encoding");
    if (request.all("accept-encoding").stream().noneMatch(Compression::acceptsGzip)) {
      return ServerResponse.of(response.status(), headers, response.content());
    }
    headers.set("content-encoding", "gzip");
    return ServerResponse.of(response.status(), headers, gzip(response.content()));
  }

  private static boolean isWorthIt(ServerResponse response) {
    String type = response.headers().first("content-type").orElse("");
    return response.status() == 200
        && response.content().length >= LEAST_BYTES
        && type.toLowerCase(Locale.ROOT).startsWith("application/json")
        && !response.headers().has("content-encoding");
  }

  private static boolean acceptsGzip(String codings) {
    return Arrays.stream(codings.toLowerCase(Locale.ROOT).split(","))
        .map(coding -> coding.replaceAll("\\s", ""))
        .anyMatch(coding -> coding.matches("gzip(;q=(1(\\.0{0,3})?|0\\.\\d{0,2}[1-9]\\d{0,2}))?"));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

package dev.souk.kong.server;

import dev.souk.kong.http.Headers;
import java.util.List;

/**
 * A response as a handler gives it; framing and connection are the server's own.
 *
 * @param body whole; it is a list of one so that records compare by value
 */
public record ServerResponse(int status, Headers headers, List<byte[]> body) {
  /** Makes a response with a body. */
  public static ServerResponse of(int status, Headers headers, byte[] body) {
    return new ServerResponse(status, headers, List.of(body));
  }

  byte[] content() {
    return body.getFirst();
  }
}

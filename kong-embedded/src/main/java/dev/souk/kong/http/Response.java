package dev.souk.kong.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A response before the filters.
 *
 * @param source who made it
 * @param status HTTP status
 * @param chunks its body, as it came
 * @param trailers what a gRPC service sent after the body
 */
public record Response(
    Exchange.Source source, int status, Headers headers, List<byte[]> chunks, Headers trailers) {
  /** No response yet. */
  public static final Response NONE =
      new Response(Exchange.Source.ERROR, 0, new Headers(), List.of(), new Headers());

  /** What a plugin answers. */
  public static Response exit(int status, byte[] body) {
    return new Response(Exchange.Source.EXIT, status, new Headers(), List.of(body), new Headers());
  }

  /** What a plugin answers, in the words of Kong's bundled plugins. */
  public static Response exit(int status, String message) {
    return withMessage(Exchange.Source.EXIT, status, message);
  }

  /** What the gateway itself answers. */
  public static Response error(int status, String message) {
    return withMessage(Exchange.Source.ERROR, status, message);
  }

  private static Response withMessage(Exchange.Source source, int status, String message) {
    Headers headers = new Headers().add("content-type", "application/json; charset=utf-8");
    byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    return new Response(source, status, headers, List.of(body), new Headers());
  }

  /** The same with another status. */
  public Response withStatus(int changed) {
    return new Response(source, changed, headers, chunks, trailers);
  }
}

package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.http.BodyTooLargeException;
import dev.souk.kong.http.ClientFailure;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import dev.souk.kong.http.Response;
import java.io.IOException;
import java.util.Optional;

/** Kong's {@code request-size-limiting}. */
record RequestSizeLimiting(long limit) implements Plugin {

  static RequestSizeLimiting from(Entity config) {
    long size = config.integer("allowed_payload_size", 128);
    String unit = config.optionalText("size_unit").orElse("megabytes");
    long bytes =
        switch (unit) {
          case "bytes" -> size;
          case "kilobytes" -> size << 10;
          case "megabytes" -> size << 20;
          default -> throw config.problem("'size_unit' cannot be '" + unit + "'");
        };
    if (config.flag("require_content_length", false)) {
      throw config.problem("the embedded gateway does not know 'require_content_length: true'");
    }
    config.end();
    return new RequestSizeLimiting(bytes);
  }

  @Override
  public String name() {
    return "request-size-limiting";
  }

  @Override
  public int priority() {
    return 951;
  }

  @Override
  public Optional<Response> access(Exchange exchange) {
    Headers headers = exchange.requestHeaders();
    Optional<String> length = headers.first("content-length");
    boolean tooLarge;
    if (length.isPresent()) {
      tooLarge = Long.parseLong(length.get()) > limit;
    } else {
      tooLarge = headers.has("transfer-encoding") && isLarger(exchange);
    }
    if (!tooLarge) {
      return Optional.empty();
    }
    boolean expects =
        headers
            .first("expect")
            .filter(value -> value.strip().equalsIgnoreCase("100-continue"))
            .isPresent();
    return Optional.of(Response.exit(expects ? 417 : 413, "Request size limit exceeded"));
  }

  private boolean isLarger(Exchange exchange) {
    try {
      exchange.body().read(limit);
      return false;
    } catch (BodyTooLargeException e) {
      return true;
    } catch (IOException e) {
      throw new ClientFailure(e);
    }
  }
}

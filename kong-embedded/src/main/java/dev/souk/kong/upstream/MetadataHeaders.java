package dev.souk.kong.upstream;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** HTTP headers as gRPC metadata and back, as nginx passes them. */
final class MetadataHeaders {
  /** Of the connection to the gateway, or made anew by the transport. */
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "content-length",
          "content-type",
          "user-agent",
          "expect");

  private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");

  private MetadataHeaders() {}

  static Metadata of(Exchange exchange) {
    Metadata metadata = new Metadata();
    Set<String> named = Set.copyOf(hopByHop(exchange.requestHeaders()));
    exchange
        .requestHeaders()
        .forEach((name, value) -> {
          if (!NOT_PASSED.contains(name) && !named.contains(name) && !name.startsWith("grpc-")) {
            put(metadata, name, value);
          }
        });
    return metadata;
  }

  static Headers of(Metadata metadata) {
    Headers headers = new Headers();
    for (String name : metadata.keys()) {
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        for (byte[] value :
            metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))) {
          headers.add(name, Base64.getEncoder().withoutPadding().encodeToString(value));
        }
      } else {
        for (String value :
            metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))) {
          headers.add(name, value);
        }
      }
    }
    return headers;
  }

  /** The trailers as they stood on the wire: grpc-java takes the status out of them. */
  static Headers trailers(Status status, Metadata metadata) {
    Headers headers = of(metadata).set("grpc-status", Integer.toString(status.getCode().value()));
    String description = status.getDescription();
    return description == null ? headers : headers.set("grpc-message", percentEncode(description));
  }

  private static java.util.List<String> hopByHop(Headers headers) {
    return headers.all("connection").stream()
        .flatMap(value -> Pattern.compile(",").splitAsStream(value))
        .map(value -> value.strip().toLowerCase(java.util.Locale.ROOT))
        .distinct()
        .toList();
  }

  private static void put(Metadata metadata, String name, String value) {
    if (!NAME.matcher(name).matches()) {
      return;
    }
    if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      try {
        metadata.put(
            Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER),
            Base64.getDecoder().decode(value));
      } catch (IllegalArgumentException e) {
        // A service would refuse the whole call; without the value it answers what was asked.
        metadata.discardAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
      }
    } else {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }
  }

  /** Percent-encoding of grpc-message (gRPC over HTTP/2, "Responses"). */
  private static String percentEncode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0x20 && b <= 0x7E && b != '%') {
        out.append((char) b);
      } else {
        out.append(String.format("%%%02X", b & 0xFF));
      }
    }
    return out.toString();
  }
}

package dev.souk.kit.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as OTLP carries it (opentelemetry/proto/trace/v1/trace.proto), read by field numbers.
 *
 * @param service whose it is
 * @param parentId of the span that it is part of; empty for the first of a trace
 * @param links ids of the spans that it is linked to
 */
public record ReceivedSpan(
    String service,
    String traceId,
    String spanId,
    String parentId,
    String name,
    Kind kind,
    Map<String, String> attributes,
    List<String> links) {

  /** What a span is of its call. */
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  public ReceivedSpan {
    attributes = Map.copyOf(attributes);
    links = List.copyOf(links);
  }

  static List<ReceivedSpan> readAll(UnknownFieldSet request) {
    return messages(request, 1).stream()
        .flatMap(resource -> ofResource(resource).stream())
        .toList();
  }

  private static List<ReceivedSpan> ofResource(UnknownFieldSet resource) {
    String service =
        messages(resource, 1).stream()
            .map(description -> attributes(description, 1))
            .map(attributes -> attributes.getOrDefault("service.name", ""))
            .findFirst()
            .orElse("");
    return messages(resource, 2).stream()
        .flatMap(scope -> messages(scope, 2).stream())
        .map(span -> read(service, span))
        .toList();
  }

  private static ReceivedSpan read(String service, UnknownFieldSet span) {
    return new ReceivedSpan(
        service,
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        text(span, 5),
        Kind.values()[(int) number(span, 6)],
        attributes(span, 9),
        messages(span, 13).stream().map(link -> hex(link, 2)).toList());
  }

  private static Map<String, String> attributes(UnknownFieldSet message, int field) {
    Map<String, String> attributes = new TreeMap<>();
    messages(message, field)
        .forEach(entry -> attributes.put(text(entry, 1), value(messages(entry, 2).getFirst())));
    return attributes;
  }

  private static String value(UnknownFieldSet any) {
    if (any.hasField(1)) {
      return text(any, 1);
    }
    if (any.hasField(5)) {
      return messages(messages(any, 5).getFirst(), 1).stream()
          .map(ReceivedSpan::value)
          .toList()
          .toString();
    }
    return Long.toString(Math.max(number(any, 2), number(any, 3)));
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
    return field(message, field).getLengthDelimitedList().stream()
        .map(SpanCollector::parse)
        .toList();
  }

  private static String text(UnknownFieldSet message, int field) {
    return first(message, field).toStringUtf8();
  }

  private static String hex(UnknownFieldSet message, int field) {
    return HexFormat.of().formatHex(first(message, field).toByteArray());
  }

  private static ByteString first(UnknownFieldSet message, int field) {
    List<ByteString> values = field(message, field).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.getFirst();
  }

  private static long number(UnknownFieldSet message, int field) {
    List<Long> values = field(message, field).getVarintList();
    return values.isEmpty() ? 0 : values.getFirst();
  }

  private static Field field(UnknownFieldSet message, int number) {
    return message.getField(number);
  }
}

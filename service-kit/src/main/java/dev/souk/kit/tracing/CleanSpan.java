package dev.souk.kit.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;

/**
 * A span without what may hold personal data or secrets: of its attributes, those that are known to
 * hold none. The messages of exceptions are left out, for PostgreSQL's repeat the values of a row.
 */
final class CleanSpan extends DelegatingSpanData {
  private static final Set<String> HARMLESS =
      Set.of(
          "rpc.system",
          "rpc.service",
          "rpc.method",
          "rpc.grpc.status_code",
          "messaging.system",
          "messaging.destination.name",
          "messaging.operation.name",
          "messaging.operation.type",
          "messaging.consumer.group.name",
          "messaging.message.id",
          "souk.event.type",
          "db.system",
          "db.name",
          "db.operation",
          "db.sql.table",
          "db.mongodb.collection",
          // The instrumentations put ? for every value.
          "db.statement",
          "aws.dynamodb.table_names",
          "server.address",
          "server.port",
          "http.response.status_code",
          "error.type");

  private final Attributes attributes;

  CleanSpan(SpanData span) {
    super(span);
    this.attributes = harmless(span.getAttributes());
  }

  private static Attributes harmless(Attributes attributes) {
    return attributes.toBuilder().removeIf(key -> !HARMLESS.contains(key.getKey())).build();
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public List<EventData> getEvents() {
    return super.getEvents().stream().map(CleanSpan::withoutMessage).toList();
  }

  private static EventData withoutMessage(EventData event) {
    AttributeKey<String> type = AttributeKey.stringKey("exception.type");
    String name = event.getAttributes().get(type);
    Attributes left = name == null ? Attributes.empty() : Attributes.of(type, name);
    return EventData.create(event.getEpochNanos(), event.getName(), left);
  }

  @Override
  public StatusData getStatus() {
    return StatusData.create(super.getStatus().getStatusCode(), "");
  }
}

package dev.souk.kit.tracing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.log.CallContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

/**
 * Spans of events on their way through Kafka, by OpenTelemetry's conventions for messaging. An
 * event is sent long after the call that caused it, by a relay: what joins them is the {@code
 * traceparent} of its envelope. The span of sending goes on in a header of the record.
 */
public final class EventSpans {
  private static final String HEADER = "traceparent";

  private final Tracer tracer;
  private final String service;

  /**
   * Spans of a service.
   *
   * @param service who sends or handles
   */
  public EventSpans(OpenTelemetry openTelemetry, String service) {
    this.tracer = openTelemetry.getTracer("dev.souk.kafka");
    this.service = service;
  }

  /**
   * Sends a record, as part of what caused its event. The attempt that Kafka took is part of the
   * trace: others are repeated until one is, for hours perhaps, and are not.
   */
  public Future<RecordMetadata> send(
      Producer<String, byte[]> producer, ProducerRecord<String, byte[]> outgoing) {
    EventEnvelope event = read(outgoing.value());
    Span span =
        builder("send", outgoing.topic(), event)
            .setSpanKind(SpanKind.PRODUCER)
            .setParent(Traceparent.read(event.getTraceparent()))
            .startSpan();
    outgoing.headers().remove(HEADER);
    outgoing.headers().add(HEADER, Traceparent.of(span).getBytes(StandardCharsets.US_ASCII));
    return producer.send(
        outgoing,
        (place, failure) -> {
          if (failure == null) {
            span.end();
          }
        });
  }

  /** Handles an event as part of what caused it, in logs and calls onwards, too. */
  public void process(
      ConsumerRecord<String, byte[]> found, EventEnvelope event, String group, Runnable work) {
    Context parent = Traceparent.read(sender(found, event));
    Span span =
        builder("process", found.topic(), event)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(parent)
            .setAttribute("messaging.consumer.group.name", group)
            .startSpan();
    io.grpc.Context handling =
        io.grpc.Context.current()
            .withValue(GrpcContextStorage.KEY, parent.with(span))
            .withValue(CallContext.KEY, new CallContext(service, "", Traceparent.of(span)));
    try {
      handling.run(work);
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", e.getClass().getName());
      throw e;
    } finally {
      span.end();
    }
  }

  /**
   * Handles an event once more, after an attempt that failed: the trace shows the first alone, as
   * there may be many.
   */
  public void repeat(ConsumerRecord<String, byte[]> found, EventEnvelope event, Runnable work) {
    new Untraced(service).run(sender(found, event), work);
  }

  private SpanBuilder builder(String operation, String topic, EventEnvelope event) {
    return tracer
        .spanBuilder(operation + " " + topic)
        .setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.destination.name", topic)
        .setAttribute("messaging.operation.name", operation)
        .setAttribute("messaging.operation.type", operation)
        .setAttribute("messaging.message.id", event.getEventId())
        .setAttribute("souk.event.type", event.getType());
  }

  private static String sender(ConsumerRecord<String, byte[]> found, EventEnvelope event) {
    Header header = found.headers().lastHeader(HEADER);
    return header == null
        ? event.getTraceparent()
        : new String(header.value(), StandardCharsets.US_ASCII);
  }

  /** What is no event has no cause either. */
  private static EventEnvelope read(byte[] value) {
    try {
      return EventEnvelope.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      return EventEnvelope.getDefaultInstance();
    }
  }
}

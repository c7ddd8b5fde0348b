package dev.souk.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.log.CallContext;
import dev.souk.kit.testing.ReceivedSpan;
import dev.souk.kit.testing.SpanCollector;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which spans are made, and what of them leaves the service. */
class SpanRulesTest {
  private static final String LINE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";

  private SpanCollector collector;
  private Tracing tracing;

  @BeforeEach
  void start() throws IOException {
    collector = SpanCollector.start(0);
    tracing = with(1);
  }

  @AfterEach
  void stop() {
    tracing.close();
    collector.close();
  }

  private Tracing with(double ratio) {
    return Tracing.of(
        "test-service", new TracingConfig(Optional.of(URI.create(collector.endpoint())), ratio));
  }

  private Tracer tracer() {
    return tracing.openTelemetry().getTracer("test");
  }

  @Test
  void calls_that_begin_a_trace_are_traced_by_ratio_and_a_service_s_own_doings_never() {
    tracer().spanBuilder("served").setSpanKind(SpanKind.SERVER).startSpan().end();
    tracer().spanBuilder("polling").setSpanKind(SpanKind.CLIENT).startSpan().end();
    tracer().spanBuilder("sending").setSpanKind(SpanKind.PRODUCER).startSpan().end();
    try (Tracing none = with(0)) {
      Tracer unlucky = none.openTelemetry().getTracer("test");
      unlucky.spanBuilder("not chosen").setSpanKind(SpanKind.SERVER).startSpan().end();
    }
    tracing.close();

    assertThat(collector.spans()).extracting(ReceivedSpan::name).containsExactly("served");
    assertThat(collector.spans().getFirst().service()).isEqualTo("test-service");
  }

  @Test
  void resumed_work_is_a_trace_of_its_own_linked_to_the_one_that_began_it() {
    ResumedWork resumed = new ResumedWork("test-service", tracing);
    AtomicReference<String> inside = new AtomicReference<>();

    resumed.run(
        "resume order", LINE + "1", () -> inside.set(Span.current().getSpanContext().getSpanId()));
    resumed.run(
        "resume untraced order",
        LINE + "0",
        () -> assertThat(CallContext.current().traceparent()).isEqualTo(LINE + "0"));
    resumed.run(
        "resume old order", "", () -> assertThat(CallContext.current().traceparent()).isEmpty());
    tracing.close();

    assertThat(collector.spans()).hasSize(1);
    ReceivedSpan span = collector.spans().getFirst();
    assertThat(span.name()).isEqualTo("resume order");
    assertThat(span.parentId()).isEmpty();
    assertThat(span.traceId()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.links()).containsExactly("b7ad6b7169203331");
    assertThat(span.spanId()).isEqualTo(inside.get());
  }

  @Test
  void what_may_hold_personal_data_stays_in_the_service() {
    Span span = tracer().spanBuilder("insert").setSpanKind(SpanKind.SERVER).startSpan();
    span.setAttribute("db.statement", "insert into person values (?)");
    span.setAttribute("db.user", "ada@example.com");
    span.setAttribute("enduser.id", "ada@example.com");
    span.recordException(new IllegalStateException("Key (email)=(ada@example.com) exists"));
    span.setStatus(StatusCode.ERROR, "no second ada@example.com");
    span.end();
    tracing.close();

    assertThat(collector.spans().getFirst().attributes()).containsOnlyKeys("db.statement");
    assertThat(collector.raw()).hasSize(1).noneMatch(sent -> sent.contains("ada@"));
    assertThat(collector.raw().getFirst()).contains("java.lang.IllegalStateException");
  }

  @Test
  void without_an_endpoint_there_is_nothing() {
    Tracing off = Tracing.of("test-service", new TracingConfig(Optional.empty(), 1));

    assertThat(off.isOn()).isFalse();
  }
}

package dev.souk.kit.server;

import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.log.CallContext;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outermost: gives the call its request id and trace, measures it ({@code souk_rpc_seconds} by
 * service, method and code) and writes the access log.
 */
final class TelemetryInterceptor implements ServerInterceptor {
  private static final Logger access = LoggerFactory.getLogger("dev.souk.kit.access");
  private static final int MAX_REQUEST_ID = 128;

  /** W3C Trace Context, version 00. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private final String service;
  private final MeterRegistry metrics;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

  private record Outcome(String method, String code) {}

  TelemetryInterceptor(String service, MeterRegistry metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    long started = System.nanoTime();
    String idempotencyKey = headers.get(Headers.IDEMPOTENCY_KEY);
    CallContext context = new CallContext(service, requestId(headers), traceparent(headers));
    ServerCall<Q, R> measured =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            record(call.getMethodDescriptor().getFullMethodName(), status, started);
          }
        };
    return Contexts.interceptCall(
        Context.current()
            .withValue(CallContext.KEY, context)
            .withValue(IdempotencyKey.RAW, idempotencyKey == null ? "" : idempotencyKey),
        measured,
        headers,
        next);
  }

  private void record(String method, Status status, long started) {
    long nanos = System.nanoTime() - started;
    String code = status.getCode().name();
    timers
        .computeIfAbsent(new Outcome(method, code), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    access
        .atInfo()
        .addKeyValue("method", method)
        .addKeyValue("code", code)
        .addKeyValue("micros", nanos / 1000)
        .log("call");
  }

  private Timer timer(Outcome outcome) {
    return Timer.builder("souk.rpc")
        .description("Time from the call's arrival to its end")
        .tag("method", outcome.method)
        .tag("code", outcome.code)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(30))
        .register(metrics);
  }

  private static String requestId(Metadata headers) {
    String sent = valueOrEmpty(headers, Headers.REQUEST_ID);
    boolean usable =
        !sent.isEmpty()
            && sent.length() <= MAX_REQUEST_ID
            && sent.chars().allMatch(c -> c > ' ' && c < 127);
    return usable ? sent : UUID.randomUUID().toString();
  }

  /** It is written into logs, events and tables, so it is one or nothing. */
  private static String traceparent(Metadata headers) {
    String sent = valueOrEmpty(headers, Headers.TRACEPARENT);
    return TRACEPARENT.matcher(sent).matches() ? sent : "";
  }

  private static String valueOrEmpty(Metadata headers, Metadata.Key<String> key) {
    String value = headers.get(key);
    return value == null ? "" : value;
  }
}

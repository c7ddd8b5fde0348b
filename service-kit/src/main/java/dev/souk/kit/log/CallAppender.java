package dev.souk.kit.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * Adds the fields {@code service requestId traceId spanId userId} to every log line and leaves the
 * writing to one thread. A call has a virtual thread of its own, and an encoder that keeps its
 * buffers per thread would make new ones for every call: that was a third of the cost of a cheap
 * call, and most of the garbage. When the queue is full, callers wait: no line is dropped.
 *
 * <p>The service is named also where several run in one JVM: the one that serves the call, else the
 * one whose code logs ({@code dev.souk.order.*} is order-service).
 */
public final class CallAppender extends AsyncAppender {
  private static final String PACKAGE = "dev.souk.";

  /** Writes what is queued and ends logging: the last act of a process. */
  public static void finish() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  @Override
  protected void preprocess(ILoggingEvent event) {
    super.preprocess(event);
    CallContext call = CallContext.current();
    LoggingEvent line = (LoggingEvent) event;
    String service = call.service().isEmpty() ? owner(line.getLoggerName()) : call.service();
    line.addKeyValuePair(new KeyValuePair("service", service));
    addUnlessEmpty(line, "requestId", call.requestId());
    addUnlessEmpty(line, "traceId", call.traceId());
    addUnlessEmpty(line, "spanId", call.spanId());
    addUnlessEmpty(line, "userId", call.userId());
  }

  private static void addUnlessEmpty(LoggingEvent line, String field, String value) {
    if (!value.isEmpty()) {
      line.addKeyValuePair(new KeyValuePair(field, value));
    }
  }

  private static String owner(String logger) {
    int end = logger.indexOf('.', PACKAGE.length());
    if (!logger.startsWith(PACKAGE) || end < 0) {
      return "souk";
    }
    String area = logger.substring(PACKAGE.length(), end);
    return switch (area) {
      case "user", "auth", "product", "cart", "order", "payment" -> area + "-service";
      case "sandbox" -> "payment-sandbox";
      case "kong" -> "gateway";
      default -> "souk";
    };
  }
}

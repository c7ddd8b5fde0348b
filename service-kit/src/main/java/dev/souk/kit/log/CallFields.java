package dev.souk.kit.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the fields {@code service requestId traceId userId} into every log line. The service is
 * named also where several run in one JVM: the one that serves the call, else the one whose code
 * logs ({@code dev.souk.order.*} is order-service).
 */
public final class CallFields extends AbstractJsonProvider<ILoggingEvent> {
  private static final String PACKAGE = "dev.souk.";

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    CallContext call = CallContext.current();
    String service = call.service().isEmpty() ? owner(event.getLoggerName()) : call.service();
    generator.writeStringProperty("service", service);
    writeUnlessEmpty(generator, "requestId", call.requestId());
    writeUnlessEmpty(generator, "traceId", call.traceId());
    writeUnlessEmpty(generator, "userId", call.userId());
  }

  private static void writeUnlessEmpty(JsonGenerator generator, String field, String value) {
    if (!value.isEmpty()) {
      generator.writeStringProperty(field, value);
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
      case "kong" -> "gateway";
      default -> "souk";
    };
  }
}

package dev.souk.kit.tracing;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Takes what OpenTelemetry logs by the JDK's logging, such as that the collector does not answer,
 * to where all lines go.
 */
final class SdkLog extends Handler {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(SdkLog.class);

  /** Held, for the JDK forgets loggers that nobody holds. */
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private final SimpleFormatter formatter = new SimpleFormatter();

  private SdkLog() {}

  /** For this process, once. */
  static synchronized void install() {
    if (Arrays.stream(SDK.getHandlers()).noneMatch(SdkLog.class::isInstance)) {
      SDK.addHandler(new SdkLog());
      SDK.setUseParentHandlers(false);
    }
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      log.warn("{}", formatter.formatMessage(line));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

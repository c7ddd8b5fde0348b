package dev.souk.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsTest {
  @Test
  void secrets_do_not_reach_the_log() {
    String jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl";
    String line =
        logged(
            "token {} and authorization: Bearer abc.def and password=hunter2 and {}",
            jwt,
            "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
    assertThat(line)
        .contains("[secret]")
        .doesNotContain(jwt)
        .doesNotContain("abc.def")
        .doesNotContain("hunter2")
        .doesNotContain("argon2id");
  }

  @Test
  void every_line_names_its_service() {
    assertThat(logged("hello")).contains("\"service\":\"order-service\"", "\"message\":\"hello\"");
  }

  private static String logged(String message, Object... arguments) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger("dev.souk.order.domain.Saga");
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("JSON");
    ILoggingEvent event =
        new LoggingEvent(SecretsTest.class.getName(), logger, Level.INFO, message, null, arguments);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}

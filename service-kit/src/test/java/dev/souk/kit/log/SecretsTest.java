package dev.souk.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.SECRET",
        "authorization: Bearer SECRET",
        "BEARER\tSECRET",
        "password=SECRET",
        "{\"Password\" : SECRET",
        "key sk_SECRETSECRETSECRETSECRET",
        "stored $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$SECRET",
        "-----BEGIN RSA PRIVATE KEY-----\nSECRET\n"
      })
  void secrets_do_not_reach_the_log(String text) {
    assertThat(logged("before {} after", text))
        .contains("before", "[secret]")
        .doesNotContain("SECRET");
  }

  @Test
  void every_line_names_its_service() {
    assertThat(logged("hello")).contains("\"service\":\"order-service\"", "\"message\":\"hello\"");
  }

  /** The line that is written for a message. */
  private static String logged(String message, Object... arguments) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      LoggerContext context = configured();
      context.getLogger("dev.souk.order.domain.Saga").info(message, arguments);
      context.stop(); // writes what is queued
    } finally {
      System.setOut(console);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  private static LoggerContext configured() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(SecretsTest.class.getResource("/logback.xml"));
    } catch (JoranException e) {
      throw new AssertionError("logback.xml is not sound", e);
    }
    return context;
  }
}

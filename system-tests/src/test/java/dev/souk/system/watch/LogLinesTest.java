package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row 124: a line of JSON tells what happened, how bad it was, and what it was part of. */
@ExtendWith(Shop.Running.class)
class LogLinesTest {
  private static final int BUYER = 34;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_call_is_told_with_its_request_its_trace_and_its_user(Shop shop) {
    shop.requireLocal();
    Client buyer = shop.accounts().buyer(BUYER);
    String user = buyer.get("/v1/users/me").ok().at("/userId");
    String trace = UUID.randomUUID().toString().replace("-", "");

    Answer orders =
        buyer.with("traceparent", "00-" + trace + "-b7ad6b7169203331-00").get("/v1/orders").ok();

    for (JsonNode line :
        List.of(line(shop, "order-service", orders), line(shop, "gateway", orders))) {
      assertThat(line.path("traceId").asText()).isEqualTo(trace);
      assertThat(line.path("spanId").asText()).matches("[0-9a-f]{16}");
    }
    JsonNode call = line(shop, "order-service", orders);
    assertThat(call.path("level").asText()).isEqualTo("INFO");
    assertThat(call.path("userId").asText()).isEqualTo(user);
    assertThat(call.path("code").asText()).isEqualTo("OK");
    assertThat(call.path("micros").asLong()).isPositive();
    assertThat(line(shop, "gateway", orders).path("user_id").asText()).isEqualTo(user);
  }

  @Test
  void what_a_caller_did_wrong_is_no_error_of_the_shop(Shop shop) {
    shop.requireLocal();
    Answer refused = shop.accounts().buyer(BUYER).get("/v1/orders/ord_none");
    refused.refused(404, "RESOURCE_NOT_FOUND");

    assertThat(line(shop, "order-service", refused).path("code").asText()).isEqualTo("NOT_FOUND");
    assertThat(told(shop, refused))
        .extracting(line -> line.path("level").asText("INFO"))
        .containsOnly("INFO");
  }

  @Test
  void every_line_of_a_service_is_json_with_a_time_a_level_and_who_wrote_it(Shop shop) {
    shop.requireLocal();
    List<JsonNode> lines =
        lines(shop).filter(line -> line.path("service").asText().endsWith("-service")).toList();

    assertThat(lines).isNotEmpty();
    assertThat(lines)
        .allSatisfy(line -> {
          assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
          assertThat(line.path("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
          assertThat(line.path("logger").asText()).isNotEmpty();
          assertThat(line.path("message").asText()).isNotEmpty();
        });
  }

  /** What a service or the gateway told of the call. */
  private static JsonNode line(Shop shop, String service, Answer of) {
    return await("the line of " + service)
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                told(shop, of).stream()
                    .filter(line -> line.path("service").asText().equals(service))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** All that was told of the request. */
  private static List<JsonNode> told(Shop shop, Answer of) {
    String id = of.headers().firstValue("x-request-id").orElseThrow();
    return lines(shop)
        .filter(line ->
            line.path("requestId").asText().equals(id)
                || line.path("request_id").asText().equals(id))
        .toList();
  }

  /** What the JVM and libraries print before logging begins is no line of the shop's. */
  private static Stream<JsonNode> lines(Shop shop) {
    try {
      String log = Files.readString(shop.home().resolve("stack.log"));
      return log.substring(0, log.lastIndexOf('\n') + 1)
          .lines()
          .filter(line -> line.startsWith("{") && line.endsWith("}"))
          .map(LogLinesTest::json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}

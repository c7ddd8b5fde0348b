package dev.souk.product.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local has no backups: a server that answers as Amazon's does. */
class PointInTimeRecoveryTest {
  private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> enabled = ConcurrentHashMap.newKeySet();

  @Test
  void it_is_turned_on_once_for_what_must_not_be_lost() throws IOException {
    HttpServer amazon =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    amazon.createContext("/", this::answer);
    amazon.start();
    DynamoConfig config =
        new DynamoConfig(
            Optional.of("http://127.0.0.1:" + amazon.getAddress().getPort()),
            "eu-west-1",
            "id",
            "secret",
            "souk-");
    try (DynamoDbClient client = config.client()) {
      PointInTimeRecovery recovery = new PointInTimeRecovery(client, "souk-");
      recovery.enable();
      assertThat(enabled).containsExactlyInAnyOrder("souk-products", "souk-inventory");
      assertThat(changes)
          .as("each table refuses it once")
          .containsExactly("souk-products", "souk-products", "souk-inventory", "souk-inventory");

      recovery.enable();
      assertThat(changes).as("a later start").hasSize(4);
    } finally {
      amazon.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String table = request.replaceFirst(".*\"TableName\":\"([^\"]*)\".*", "$1");
      String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      if (operation.endsWith(".UpdateContinuousBackups")) {
        assertThat(request).contains("\"PointInTimeRecoveryEnabled\":true");
        changes.add(table);
        if (Collections.frequency(changes, table) == 1) {
          send(exchange, 400, "{\"__type\":\"ContinuousBackupsUnavailableException\"}");
          return;
        }
        enabled.add(table);
      }
      String status = enabled.contains(table) ? "ENABLED" : "DISABLED";
      send(
          exchange,
          200,
          "{\"ContinuousBackupsDescription\":{\"ContinuousBackupsStatus\":\"ENABLED\","
              + "\"PointInTimeRecoveryDescription\":{\"PointInTimeRecoveryStatus\":\""
              + status
              + "\"}}}");
    }
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}

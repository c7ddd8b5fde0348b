package dev.souk.product.search.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.kit.error.Errors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenSearch's REST API, as far as the index needs it. Everything here fails with {@code
 * DEPENDENCY_UNAVAILABLE} when it does not answer.
 */
final class OpenSearch implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Logger LOG = LoggerFactory.getLogger(OpenSearch.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String JSON_TYPE = "application/json";
  private static final String LINES_TYPE = "application/x-ndjson";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final String address;
  private final Optional<String> authorization;

  /** The cluster at the address, with the name and password in it where it has any. */
  OpenSearch(URI uri) {
    this.address =
        uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    this.authorization =
        Optional.ofNullable(uri.getUserInfo())
            .map(user -> user.getBytes(StandardCharsets.UTF_8))
            .map(user -> "Basic " + Base64.getEncoder().encodeToString(user));
  }

  /** The answer to a request; nothing when there is no such thing. */
  Optional<JsonNode> ask(String method, String path) {
    return send(method, path, "", JSON_TYPE);
  }

  /** The answer to a request with a body; nothing when there is no such thing. */
  Optional<JsonNode> ask(String method, String path, ObjectNode body) {
    return send(method, path, body.toString(), JSON_TYPE);
  }

  /** The answer to lines of JSON. */
  Optional<JsonNode> askLines(String path, String lines) {
    return send("POST", path, lines, LINES_TYPE);
  }

  private Optional<JsonNode> send(String method, String path, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(LIMIT)
            .header("content-type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    authorization.ifPresent(value -> request.header("authorization", value));
    try {
      return read(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      LOG.warn("OpenSearch does not answer: {}", e.toString());
      throw Errors.unavailable("opensearch");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.unavailable("opensearch");
    }
  }

  private static Optional<JsonNode> read(HttpResponse<String> response)
      throws JsonProcessingException {
    int status = response.statusCode();
    if (status == 404) {
      return Optional.empty();
    }
    if (status >= 500 || status == 429) {
      LOG.warn("OpenSearch is not able to answer: {} {}", status, response.body());
      throw Errors.unavailable("opensearch");
    }
    if (status >= 400) {
      throw new IllegalStateException("OpenSearch refuses: " + status + " " + response.body());
    }
    return Optional.of(JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

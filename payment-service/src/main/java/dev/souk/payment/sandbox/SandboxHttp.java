package dev.souk.payment.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.payment.domain.ProviderTimeout;
import dev.souk.payment.domain.ProviderUnavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** JSON over HTTP with a deadline. What was not answered in full may have been done. */
final class SandboxHttp implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI address;
  private final Duration patience;

  SandboxHttp(URI address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  Response get(String path) {
    return send(request(path).GET().build());
  }

  Response post(String path, String idempotencyKey, Map<String, ?> body) {
    return send(
        request(path)
            .header("Idempotency-Key", idempotencyKey)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(patience);
  }

  private Response send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Response(
          request.method() + " " + request.uri().getPath(),
          response.statusCode(),
          JSON.readTree(response.body()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new ProviderUnavailable("no connection to " + address);
    } catch (IOException e) {
      throw new ProviderTimeout("no answer from " + address + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderTimeout("interrupted while " + address + " was asked");
    }
  }

  private static String text(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /**
   * An answer.
   *
   * @param request what was asked
   * @param status HTTP status
   * @param body JSON
   */
  record Response(String request, int status, JsonNode body) {
    /** Its failure: a server error leaves open what was done, anything else is a defect. */
    RuntimeException unexpected() {
      String message = request + " was answered " + status + " " + body.at("/error/code").asText();
      return status >= 500 ? new ProviderTimeout(message) : new IllegalStateException(message);
    }
  }
}

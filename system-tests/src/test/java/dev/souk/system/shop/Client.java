package dev.souk.system.shop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Talks to the gateway as one caller. Immutable: each {@code with} makes another caller. */
public final class Client {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI gateway;
  private final Map<String, String> headers;

  Client(HttpClient http, URI gateway, Map<String, String> headers) {
    this.http = http;
    this.gateway = gateway;
    this.headers = Map.copyOf(headers);
  }

  /** The same caller with a header on every request. */
  public Client with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Client(http, gateway, more);
  }

  /** The same caller with an access token. */
  public Client withToken(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** The same caller with an idempotency key on every request. */
  public Client withKey(String idempotencyKey) {
    return with("Idempotency-Key", idempotencyKey);
  }

  /** Sends GET. */
  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** Sends POST with a JSON body. */
  public Answer post(String path, String body) {
    return send("POST", path, body);
  }

  /** Sends PATCH with a JSON body. */
  public Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  /** Sends DELETE. */
  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Sends any request; no body when it is null. */
  public Answer send(String method, String path, @org.jspecify.annotations.Nullable String body) {
    try {
      return exchange(method, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  /** Sends any request; an answer that never comes is an exception. */
  public Answer exchange(String method, String path, @org.jspecify.annotations.Nullable String body)
      throws IOException {
    HttpRequest.Builder request =
        request(path)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    return answer(sent(request));
  }

  /** Sends a file. */
  public Answer sendFile(String method, String path, String contentType, byte[] file)
      throws IOException {
    return answer(
        sent(
            request(path)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(file))));
  }

  /** Gets a file as it comes. */
  public HttpResponse<byte[]> file(String path) throws IOException {
    return sent(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT);
  }

  private static Answer answer(HttpResponse<byte[]> response) throws IOException {
    return new Answer(response.statusCode(), response.headers(), text(response));
  }

  private HttpResponse<byte[]> sent(HttpRequest.Builder request) throws IOException {
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String text(HttpResponse<byte[]> response) throws IOException {
    boolean isGzip = response.headers().allValues("content-encoding").contains("gzip");
    try (InputStream body = new ByteArrayInputStream(response.body());
        InputStream decoded = isGzip ? new GZIPInputStream(body) : body) {
      return new String(decoded.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.souk.system.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Prometheus with the configuration and the rules of observability/, which looks every second.
 */
final class PrometheusServer implements AutoCloseable {
  private static final Pattern TARGET = Pattern.compile("localhost:(\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  private PrometheusServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Where it is installed. */
  static Optional<Path> binary() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one.
   *
   * @param observability the folder
   * @param portOffset how far the shop's ports are moved
   */
  static PrometheusServer start(Path binary, Path observability, Path home, int portOffset)
      throws IOException {
    Path config = Files.createDirectories(home).resolve("prometheus.yml");
    Files.writeString(
        config,
        TARGET
            .matcher(Files.readString(observability.resolve("prometheus.yml")))
            .replaceAll(port -> "127.0.0.1:" + (Integer.parseInt(port.group(1)) + portOffset))
            .replaceAll("_interval: 15s", "_interval: 1s")
            .replace("rules/", observability.toRealPath().resolve("rules") + "/"));
    String address = "127.0.0.1:" + freePort();
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("prometheus.log").toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, address);
    try {
      server.awaitReady(home);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void awaitReady(Path home) {
    Awaitility.await("Prometheus, see " + home)
        .atMost(Duration.ofSeconds(60))
        .failFast("Prometheus ended, see " + home, () -> !process.isAlive())
        .until(this::isReady);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The result of an instant query, a list of series. */
  JsonNode query(String expression) {
    JsonNode answer =
        get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(expression + ": " + answer.path("error").asText());
    }
    return answer.at("/data/result");
  }

  /** All groups of rules, as Prometheus evaluates them. */
  JsonNode ruleGroups() {
    return get("/api/v1/rules").at("/data/groups");
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(send(path).body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}

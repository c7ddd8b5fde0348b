package dev.souk.local.service;

import dev.souk.embedded.ChildCommand;
import dev.souk.embedded.ChildProcess;
import dev.souk.local.StackConfig;
import dev.souk.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service in a JVM of its own, logging to a file of its own. */
final class ServiceProcess {
  private ServiceProcess() {}

  static AutoCloseable start(ShopService service, Map<String, String> env, StackConfig config)
      throws IOException {
    return start(
        service.serviceName(),
        ServiceMains.mainClass(service),
        env,
        config,
        config.ports().grpc(service),
        config.ports().http(service));
  }

  static AutoCloseable startSandbox(Map<String, String> env, StackConfig config)
      throws IOException {
    int port = config.ports().sandbox();
    return start("payment-sandbox", SandboxServer.class, env, config, port, port);
  }

  private static AutoCloseable start(
      String name,
      Class<?> mainClass,
      Map<String, String> env,
      StackConfig config,
      int port,
      int healthPort)
      throws IOException {
    Path folder = Files.createDirectories(config.home().resolve("processes").resolve(name));
    ChildProcess process =
        ChildProcess.start(
            new ChildCommand(
                name,
                folder,
                port,
                "TERM",
                config.logs().resolve(name + ".log"),
                env,
                line(mainClass)));
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI ready = URI.create("http://127.0.0.1:" + healthPort + "/health/ready");
      process.awaitReady(() -> answers200(http, ready));
    }
    return process;
  }

  private static List<String> line(Class<?> mainClass) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx96m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        mainClass.getName());
  }

  private static boolean answers200(HttpClient http, URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

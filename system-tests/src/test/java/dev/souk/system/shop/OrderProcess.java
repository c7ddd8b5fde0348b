package dev.souk.system.shop;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.embedded.FreePort;
import dev.souk.local.StackPorts;
import dev.souk.local.service.ShopService;
import dev.souk.order.OrderServer;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * One more instance of order-service, in a JVM of its own that may be killed. It calls the other
 * services by way of a port of the test's.
 */
public final class OrderProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final int grpcPort;
  private final int httpPort;
  private final ManagedChannel channel;

  private OrderProcess(Process process, int grpcPort, int httpPort) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
  }

  static OrderProcess start(Path home, int boundaryPort) {
    int grpcPort = FreePort.find();
    int httpPort = FreePort.find();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OrderServer.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    home.resolve("logs").resolve("order-processes.log").toFile()));
    builder.environment().putAll(settings(home, boundaryPort));
    builder
        .environment()
        .putAll(
            Map.of(
                "SOUK_GRPC_PORT", Integer.toString(grpcPort),
                "SOUK_HTTP_PORT", Integer.toString(httpPort)));
    try {
      return new OrderProcess(builder.start(), grpcPort, httpPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(Path home, int boundaryPort) {
    StackPorts ports = new StackPorts(LocalShop.PORT_OFFSET);
    String boundary = "127.0.0.1:" + boundaryPort;
    return Map.ofEntries(
        Map.entry("SOUK_BIND_ADDRESS", "127.0.0.1"),
        Map.entry("SOUK_STRICT_ERRORS", "true"),
        Map.entry("SOUK_POSTGRES_URL", EmbeddedPostgres.url(ports.postgres(), "souk_order")),
        Map.entry("SOUK_POSTGRES_USER", EmbeddedPostgres.USER),
        Map.entry("SOUK_POSTGRES_PASSWORD", EmbeddedPostgres.USER),
        Map.entry("SOUK_KAFKA_BOOTSTRAP", "127.0.0.1:" + ports.kafka()),
        Map.entry("SOUK_SERVICE_KEY", home.resolve("keys/order-service.pem").toString()),
        Map.entry("SOUK_ORDER_TOKEN_KEY", home.resolve("keys/order-token.key").toString()),
        Map.entry("SOUK_SERVICE_JWKS", home.resolve("keys/services.jwks.json").toString()),
        Map.entry(
            "SOUK_JWKS_URI",
            "http://127.0.0.1:" + ports.http(ShopService.AUTH) + "/.well-known/jwks.json"),
        Map.entry("SOUK_AUTH_TARGET", "127.0.0.1:" + ports.grpc(ShopService.AUTH)),
        Map.entry("SOUK_USER_TARGET", boundary),
        Map.entry("SOUK_PRODUCT_TARGET", boundary),
        Map.entry("SOUK_CART_TARGET", boundary),
        Map.entry("SOUK_PAYMENT_TARGET", boundary),
        Map.entry("SOUK_ORDER_LEASE", "PT3S"));
  }

  /** Waits until it takes orders. */
  public OrderProcess awaitReady() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest ready =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
              .build();
      Awaitility.await("order-service to be ready on " + grpcPort)
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .failFast("order-service ended while it started", () -> !process.isAlive())
          .ignoreException(java.net.ConnectException.class)
          .until(
              () -> http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    }
    return this;
  }

  /** A channel to it. */
  public ManagedChannel channel() {
    return channel;
  }

  /** Ends it as kill -9 does; it is gone when this returns. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    channel.shutdownNow();
  }
}

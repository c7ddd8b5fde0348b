package dev.souk.kong;

import dev.souk.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.UnaryOperator;
import redis.clients.jedis.RedisClient;

/** A gateway under test with everything around it: services, an issuer of tokens, Redis. */
final class Shop implements AutoCloseable {
  static final String USER_SERVICE = "souk.user.v1.UserService/";
  static final String PRODUCT_SERVICE = "souk.product.v1.ProductService/";
  static final String AUTH_SERVICE = "souk.auth.v1.AuthService/";
  static final String CART_SERVICE = "souk.cart.v1.CartService/";

  /** What {@code kong.yml} reads from the environment. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SOUK_CSRF_SECRET", "a-secret-of-tests-that-nobody-guesses", "SOUK_REDIS_PASSWORD", "");

  final Backend backend;
  final Issuer issuer;
  final HealthPort health;
  final EmbeddedRedis redis;
  final EmbeddedKong kong;
  final HttpClient http = HttpClient.newHttpClient();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  Shop(Path folder) throws IOException {
    this(folder, options -> options);
  }

  Shop(Path folder, UnaryOperator<GatewayOptions> change) throws IOException {
    redis = keep(EmbeddedRedis.start(folder, 0));
    backend = keep(new Backend(0));
    issuer = keep(new Issuer());
    health = keep(new HealthPort(0));
    String healthPort = "127.0.0.1:" + health.port();
    String services = "127.0.0.1:" + backend.port();
    GatewayOptions options =
        GatewayOptions.defaults()
            .withFolder(Path.of("..", "kong"))
            .withEnvironment(ENVIRONMENT)
            .withAddress("auth-service:9002", "127.0.0.1:" + issuer.port())
            .withAddress("user-service:9001", healthPort)
            .withAddress("product-service:9003", healthPort)
            .withAddress("cart-service:9004", healthPort)
            .withAddress("order-service:9005", healthPort)
            .withAddress("payment-service:9006", healthPort)
            .withAddress("redis:6379", "127.0.0.1:" + redis.port())
            .withAddress("auth-service:5002", services)
            .withAddress("user-service:5001", services)
            .withAddress("product-service:5003", services)
            .withAddress("cart-service:5004", services)
            .withAddress("order-service:5005", services)
            .withAddress("payment-service:5006", services);
    kong = keep(EmbeddedKong.start(change.apply(options)));
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kong.port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> get(String path, String token) {
    return send(request(path).header("authorization", "Bearer " + token));
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  RedisClient redisClient() {
    return RedisClient.create("127.0.0.1", redis.port());
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package dev.souk.local;

import dev.souk.local.service.ShopService;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a local stack: the standard ones, all moved by the same offset.
 *
 * @param offset added to every port, so that stacks can run side by side
 */
public record StackPorts(int offset) {
  private static final int METRICS_ABOVE_GRPC = 4_000;

  /** The gateway's HTTP port. */
  public int gateway() {
    return 8_000 + offset;
  }

  /** The gateway's metrics. */
  public int gatewayStatus() {
    return 8_100 + offset;
  }

  /** A service's gRPC port. */
  public int grpc(ShopService service) {
    return service.standardPort() + offset;
  }

  /** A service's port for metrics and health. */
  public int http(ShopService service) {
    return grpc(service) + METRICS_ABOVE_GRPC;
  }

  /** The payment provider for development. */
  public int sandbox() {
    return 8_026 + offset;
  }

  /** The development inbox's pages. */
  public int inbox() {
    return 8_025 + offset;
  }

  /** The development inbox's SMTP. */
  public int smtp() {
    return 1_025 + offset;
  }

  /** MongoDB. */
  public int mongodb() {
    return 27_017 + offset;
  }

  /** Redis. */
  public int redis() {
    return 6_379 + offset;
  }

  /** PostgreSQL. */
  public int postgres() {
    return 5_432 + offset;
  }

  /** DynamoDB Local. */
  public int dynamodb() {
    return 8_042 + offset;
  }

  /** Kafka. */
  public int kafka() {
    return 9_092 + offset;
  }

  /** The ports that this JVM listens on itself, by the server's name. */
  Map<String, Integer> ofServices() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("gateway", gateway());
    ports.put("gateway metrics", gatewayStatus());
    ports.put("payment-sandbox", sandbox());
    ports.put("inbox", inbox());
    ports.put("inbox SMTP", smtp());
    for (ShopService service : ShopService.values()) {
      ports.put(service.serviceName(), grpc(service));
      ports.put(service.serviceName() + " metrics", http(service));
    }
    return ports;
  }

  /** The ports of the stores, by the store's name. */
  public Map<String, Integer> ofStores() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("MongoDB", mongodb());
    ports.put("Redis", redis());
    ports.put("PostgreSQL", postgres());
    ports.put("DynamoDB Local", dynamodb());
    ports.put("Kafka", kafka());
    return ports;
  }
}

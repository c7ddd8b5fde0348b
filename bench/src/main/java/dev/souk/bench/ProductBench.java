package dev.souk.bench;

import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** GetProduct, cached, against a bare grpc-java server that answers the same bytes. */
final class ProductBench {
  private static final int CONCURRENCY = 32;
  private static final int ROUNDS = 5;
  private static final int ECHO_PORT = 5999;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(4);

  private ProductBench() {}

  static void run() throws Exception {
    ManagedChannel shop = Target.channel(Target.PRODUCT);
    Product product =
        ProductServiceGrpc.newBlockingStub(shop)
            .listProducts(ListProductsRequest.newBuilder().setPageSize(1).build())
            .getProducts(0);
    Path file = Files.createTempFile("product", ".binpb");
    Files.write(file, product.toByteArray());
    Process echo = startEcho(file);
    ManagedChannel bare = Target.open(Target.port(ECHO_PORT));
    try {
      compare(shop, bare, product.getProductId());
    } finally {
      echo.destroy();
      shop.shutdownNow();
      bare.shutdownNow();
      Files.delete(file);
    }
  }

  private static void compare(ManagedChannel shop, ManagedChannel bare, String productId)
      throws Exception {
    GetProductRequest request = GetProductRequest.newBuilder().setProductId(productId).build();
    ProductServiceGrpc.ProductServiceFutureStub product = ProductServiceGrpc.newFutureStub(shop);
    ProductServiceGrpc.ProductServiceFutureStub echo =
        ProductServiceGrpc.newFutureStub(bare).withWaitForReady();
    Load.throughput(() -> echo.getProduct(request), CONCURRENCY, WARM_UP);
    Load.throughput(() -> product.getProduct(request), CONCURRENCY, WARM_UP);
    Median echoRate = new Median();
    Median productRate = new Median();
    for (int round = 0; round < ROUNDS; round++) {
      echoRate.add(Load.throughput(() -> echo.getProduct(request), CONCURRENCY, ROUND));
      productRate.add(Load.throughput(() -> product.getProduct(request), CONCURRENCY, ROUND));
    }
    double rate = productRate.value() / 4; // this machine runs the load, too
    LatencyMedians echoTimes = new LatencyMedians();
    LatencyMedians productTimes = new LatencyMedians();
    for (int round = 0; round < ROUNDS; round++) {
      echoTimes.add(Load.atRate(() -> echo.getProduct(request), rate, ROUND));
      productTimes.add(Load.atRate(() -> product.getProduct(request), rate, ROUND));
    }
    Report.line(
        "GetProduct %,.0f/s; bare grpc-java echo %,.0f/s; ratio %.2f (target >= 0.70)",
        productRate.value(), echoRate.value(), productRate.value() / echoRate.value());
    Report.line(
        "  at %,.0f/s, open loop: p50 %.2f ms against %.2f, p99 %.2f ms against %.2f; ratio of p99 %.2f (target <= 2)",
        rate,
        productTimes.p50(),
        echoTimes.p50(),
        productTimes.p99(),
        echoTimes.p99(),
        productTimes.p99() / echoTimes.p99());
  }

  /** Medians of the rounds' percentiles, in milliseconds. */
  private static final class LatencyMedians {
    private final Median p50 = new Median();
    private final Median p99 = new Median();

    private void add(Latencies round) {
      p50.add(round.percentileMillis(50));
      p99.add(round.percentileMillis(99));
    }

    private double p50() {
      return p50.value();
    }

    private double p99() {
      return p99.value();
    }
  }

  /** Starts the bare server with the flags that the shop runs with. */
  private static Process startEcho(Path product) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Echo.class.getName(),
            Integer.toString(Target.port(ECHO_PORT)),
            product.toString());
    return new ProcessBuilder(command).inheritIO().start();
  }
}

package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceFutureStub;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.kit.id.Ids;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import io.grpc.ManagedChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * ReserveStock of one unit, of one hot SKU and of many, against the transaction that it must send.
 */
final class InventoryBench {
  private static final int CONCURRENCY = 64;
  private static final int SKUS = 100;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofSeconds(4);

  private InventoryBench() {}

  static void run() throws Exception {
    ManagedChannel products = Target.channel(Target.PRODUCT);
    ManagedChannel auth = Target.channel(Target.AUTH);
    try (ListeningExecutorService threads =
            MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor());
        RawStock raw = new RawStock(SKUS, threads)) {
      List<String> skus = skus(products);
      fill(products, auth, skus);
      Reserving reserving = new Reserving(products);
      compare("one hot SKU", reserving, skus.subList(0, 1), raw, 1);
      compare(SKUS + " SKUs", reserving, skus, raw, SKUS);
    } finally {
      products.shutdownNow();
      auth.shutdownNow();
    }
  }

  private static void compare(
      String what, Reserving reserving, List<String> skus, RawStock raw, int levels)
      throws Exception {
    Load.throughput(() -> raw.reserve(levels), CONCURRENCY, WARM_UP);
    Load.throughput(() -> reserving.once(skus), CONCURRENCY, WARM_UP);
    reserving.slowestNanos.set(0);
    Median rawRate = new Median();
    Median rate = new Median();
    for (int round = 0; round < ROUNDS; round++) {
      rawRate.add(Load.throughput(() -> raw.reserve(levels), CONCURRENCY, ROUND));
      rate.add(Load.throughput(() -> reserving.once(skus), CONCURRENCY, ROUND));
    }
    Report.line(
        "ReserveStock, %d at a time, %s: %,.0f/s, slowest %,.0f ms; raw transactions %,.0f/s;"
            + " ratio %.2f",
        CONCURRENCY,
        what,
        rate.value(),
        reserving.slowestNanos.get() / 1e6,
        rawRate.value(),
        rate.value() / rawRate.value());
  }

  private static List<String> skus(ManagedChannel products) {
    return ProductServiceGrpc.newBlockingStub(products)
        .listProducts(ListProductsRequest.newBuilder().setPageSize(SKUS).build())
        .getProductsList()
        .stream()
        .map(Product::getVariantsList)
        .map(List::getFirst)
        .map(variant -> variant.getSku())
        .toList();
  }

  /** Puts more of each SKU into stock than is reserved here. */
  private static void fill(ManagedChannel products, ManagedChannel auth, List<String> skus) {
    Buyer admin = Buyer.signIn(auth, "admin@souk.local", "demo-admin-password");
    InventoryServiceBlockingStub stock = InventoryServiceGrpc.newBlockingStub(admin.on(products));
    for (String sku : skus) {
      var _ =
          stock.adjustStock(
              AdjustStockRequest.newBuilder()
                  .setSku(sku)
                  .setDelta(1_000_000)
                  .setReason("RESTOCK")
                  .build());
    }
  }

  /** Reserves a unit for one new order after another, as order-service does. */
  private static final class Reserving {
    private final Ids ids = new Ids(Clock.systemUTC());
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final InventoryServiceFutureStub stub;

    private Reserving(ManagedChannel products) {
      stub = InventoryServiceGrpc.newFutureStub(CallingService.ORDER.on(products));
    }

    private ListenableFuture<?> once(List<String> skus) {
      String sku = skus.get(Math.floorMod(next.getAndIncrement(), skus.size()));
      long start = System.nanoTime();
      ListenableFuture<?> answer =
          stub.reserveStock(
              ReserveStockRequest.newBuilder()
                  .setOrderId(ids.next("ord"))
                  .addLines(ReservationLine.newBuilder().setSku(sku).setQuantity(1))
                  .setTtl(Durations.fromHours(1))
                  .build());
      answer.addListener(
          () -> slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max),
          MoreExecutors.directExecutor());
      return answer;
    }
  }
}

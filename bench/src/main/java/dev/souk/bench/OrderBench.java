package dev.souk.bench;

import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.type.v1.PostalAddress;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Orders of one line, placed and paid by several buyers at once; the cart is filled in between. */
final class OrderBench {
  private static final int BUYERS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofSeconds(15);

  private OrderBench() {}

  static void run() throws Exception {
    ManagedChannel products = Target.channel(Target.PRODUCT);
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel carts = Target.channel(Target.CART);
    ManagedChannel orders = Target.channel(Target.ORDER);
    try {
      List<String> skus = skus(products);
      List<Buyer> buyers = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        buyers.add(Buyer.register(auth));
      }
      place(buyers, skus, carts, orders, WARM_UP);
      long start = System.nanoTime();
      Latencies times = place(buyers, skus, carts, orders, ROUND);
      double seconds = (System.nanoTime() - start) / 1e9;
      Report.line(
          "PlaceOrder %.1f/s by %d buyers; p50 %.0f ms, p99 %.0f ms",
          times.sortedNanos().size() / seconds,
          BUYERS,
          times.percentileMillis(50),
          times.percentileMillis(99));
      PlacementCost.measure(
          auth, buyer -> fillCart(buyer, skus.getFirst(), carts), buyer -> placeOne(buyer, orders));
    } finally {
      products.shutdownNow();
      auth.shutdownNow();
      carts.shutdownNow();
      orders.shutdownNow();
    }
  }

  private static Latencies place(
      List<Buyer> buyers,
      List<String> skus,
      ManagedChannel carts,
      ManagedChannel orders,
      Duration duration)
      throws Exception {
    ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + duration.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < buyers.size(); i++) {
        Buyer buyer = buyers.get(i);
        String sku = skus.get(i % skus.size());
        running.add(
            threads.submit(() -> {
              while (System.nanoTime() < end) {
                fillCart(buyer, sku, carts);
                nanos.add(placeOne(buyer, orders));
              }
            }));
      }
      for (Future<?> buyer : running) {
        buyer.get();
      }
    }
    return Latencies.of(nanos);
  }

  private static void fillCart(Buyer buyer, String sku, ManagedChannel carts) {
    var _ =
        CartServiceGrpc.newBlockingStub(buyer.on(carts))
            .addCartItem(AddCartItemRequest.newBuilder().setSku(sku).setQuantity(1).build());
  }

  private static long placeOne(Buyer buyer, ManagedChannel orders) {
    OrderServiceGrpc.OrderServiceBlockingStub stub =
        OrderServiceGrpc.newBlockingStub(buyer.on(orders, UUID.randomUUID().toString()));
    long start = System.nanoTime();
    OrderState state = stub.placeOrder(request()).getState();
    if (state != OrderState.ORDER_STATE_PAID) {
      throw new IllegalStateException("the order is " + state);
    }
    return System.nanoTime() - start;
  }

  private static List<String> skus(ManagedChannel products) {
    return ProductServiceGrpc.newBlockingStub(products)
        .listProducts(ListProductsRequest.newBuilder().setPageSize(100).build())
        .getProductsList()
        .stream()
        .map(Product::getVariantsList)
        .map(List::getFirst)
        .filter(variant -> variant.getAvailable() > 1000)
        .map(variant -> variant.getSku())
        .toList();
  }

  private static PlaceOrderRequest request() {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(
            PostalAddress.newBuilder()
                .setRecipient("Bench")
                .setLine1("1 High Street")
                .setCity("London")
                .setPostalCode("SW1Y 4JH")
                .setCountryCode("GB"))
        .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
        .build();
  }
}

package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ProductServiceGrpc;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One change of carts of 1, 30 and 90 lines: it may cost more as the bytes are more, not above. */
final class CartSizeBench {
  private static final int CONCURRENCY = 8;
  private static final int CARTS = 8;
  private static final int ROUNDS = 5;
  private static final List<Integer> SIZES = List.of(1, 30, 90);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofSeconds(3);

  private CartSizeBench() {}

  static void run() throws Exception {
    ManagedChannel products = Target.channel(Target.PRODUCT);
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel carts = Target.channel(Target.CART);
    try {
      List<String> skus = skus(products);
      Map<Changing, Median> rates = new LinkedHashMap<>();
      for (int lines : SIZES) {
        Changing changing = new Changing(carts, auth, skus.subList(0, lines));
        Load.throughput(changing::once, CONCURRENCY, WARM_UP);
        rates.put(changing, new Median());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<Changing, Median> size : rates.entrySet()) {
          size.getValue().add(Load.throughput(size.getKey()::once, CONCURRENCY, ROUND));
        }
      }
      report(rates);
    } finally {
      products.shutdownNow();
      auth.shutdownNow();
      carts.shutdownNow();
    }
  }

  private static void report(Map<Changing, Median> rates) {
    Map.Entry<Changing, Median> least = rates.entrySet().iterator().next();
    rates.forEach((size, rate) ->
        Report.line(
            "a change of a cart of %d lines, %,d bytes: %,.0f/s; %.1f times the cost of one line, %.1f times the bytes"
                + " (target: at most as much)",
            size.skus.size(),
            size.bytes,
            rate.value(),
            least.getValue().value() / rate.value(),
            (double) size.bytes / least.getKey().bytes));
  }

  private static List<String> skus(ManagedChannel products) {
    return ProductServiceGrpc.newBlockingStub(products)
        .listProducts(ListProductsRequest.newBuilder().setPageSize(100).build())
        .getProductsList()
        .stream()
        .map(product -> product.getVariants(0).getSku())
        .toList();
  }

  /** Sets the units of the first line of one cart after another. */
  private static final class Changing {
    private final List<String> skus;
    private final List<CartServiceGrpc.CartServiceFutureStub> stubs = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final int bytes;

    private Changing(ManagedChannel carts, ManagedChannel auth, List<String> skus) {
      this.skus = skus;
      int size = 0;
      for (int i = 0; i < CARTS; i++) {
        Buyer buyer = Buyer.register(auth);
        stubs.add(CartServiceGrpc.newFutureStub(buyer.on(carts)));
        size = fill(CartServiceGrpc.newBlockingStub(buyer.on(carts))).getSerializedSize();
      }
      this.bytes = size;
    }

    private Cart fill(CartServiceGrpc.CartServiceBlockingStub stub) {
      Cart cart = Cart.getDefaultInstance();
      for (String sku : skus) {
        cart = stub.addCartItem(AddCartItemRequest.newBuilder().setSku(sku).setQuantity(1).build());
      }
      return cart;
    }

    private ListenableFuture<?> once() {
      int number = next.getAndIncrement();
      return stubs
          .get(Math.floorMod(number, CARTS))
          .setCartItemQuantity(
              SetCartItemQuantityRequest.newBuilder()
                  .setSku(skus.getFirst())
                  .setQuantity(1 + Math.floorMod(number / CARTS, 9))
                  .build());
    }
  }
}

package dev.souk.bench;

import static org.awaitility.Awaitility.await;

import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.SearchProductsRequest;
import dev.souk.product.v1.SearchServiceGrpc;
import dev.souk.product.v1.SearchServiceGrpc.SearchServiceBlockingStub;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How soon the search knows that a product is in stock, or is no more. */
final class FreshnessBench {
  private static final int WARM_UP = 10;
  private static final int CHANGES = 100;
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final String sku = "BENCH-" + UUID.randomUUID();
  private final InventoryServiceBlockingStub inventory;
  private final SearchServiceBlockingStub search;

  private FreshnessBench(Buyer seller, ManagedChannel shop) {
    this.inventory = InventoryServiceGrpc.newBlockingStub(seller.on(shop));
    this.search = SearchServiceGrpc.newBlockingStub(shop);
    var _ =
        ProductServiceGrpc.newBlockingStub(seller.on(shop))
            .createProduct(
                CreateProductRequest.newBuilder()
                    .setProduct(
                        Product.newBuilder()
                            .setName("Bench " + sku)
                            .setBrand(sku)
                            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
                            .addVariants(
                                Variant.newBuilder()
                                    .setSku(sku)
                                    .setPrice(
                                        Money.newBuilder()
                                            .setCurrencyCode("GBP")
                                            .setMinorUnits(1999))))
                    .build());
  }

  static void run() {
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel shop = Target.channel(Target.PRODUCT);
    try {
      Buyer seller = Buyer.signIn(auth, "seller@souk.local", "demo-seller-password");
      new FreshnessBench(seller, shop).measure();
    } finally {
      auth.shutdownNow();
      shop.shutdownNow();
    }
  }

  private void measure() {
    List<Long> nanos = new ArrayList<>();
    for (int change = 0; change < WARM_UP + CHANGES; change++) {
      boolean inStock = change % 2 == 0;
      long start = System.nanoTime();
      var _ =
          inventory.adjustStock(
              AdjustStockRequest.newBuilder()
                  .setSku(sku)
                  .setDelta(inStock ? 1 : -1)
                  .setReason("CORRECTION")
                  .build());
      await().pollInterval(POLL).atMost(LONGEST).until(() -> isFound() == inStock);
      if (change >= WARM_UP) {
        nanos.add(System.nanoTime() - start);
      }
    }
    Latencies searchable = Latencies.of(nanos);
    Report.line(
        "a change of stock is searchable after %.0f ms, p99 %.0f ms (target <= 2,000)",
        searchable.percentileMillis(50), searchable.percentileMillis(99));
  }

  private boolean isFound() {
    return search
        .searchProducts(SearchProductsRequest.newBuilder().setQ(sku).setInStock(true).build())
        .getProductsList()
        .stream()
        .anyMatch(product -> product.getBrand().equals(sku));
  }
}

package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListProductsResponse;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceFutureStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Pages and products of a catalog, against themselves when it was small. {@code
 * SOUK_BENCH_PRODUCTS} is how large it becomes (20,000).
 */
final class CatalogBench {
  private static final int SMALL = 1_000;
  private static final int LOADERS = 16;
  private static final int CONCURRENCY = 4;
  private static final int ROUNDS = 5;
  private static final int PAGE = 20;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofSeconds(3);

  private final ProductServiceFutureStub products;
  private final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();

  private CatalogBench(Channel shop) {
    this.products = ProductServiceGrpc.newFutureStub(shop);
  }

  /** What is measured, at one size of the catalog, in calls a second. */
  private record Measured(double page, double deepPage, double categoryPage, double product) {}

  static void run() throws Exception {
    int large = Integer.parseInt(System.getenv().getOrDefault("SOUK_BENCH_PRODUCTS", "20000"));
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel shop = Target.channel(Target.PRODUCT);
    try {
      Buyer admin = Buyer.signIn(auth, "admin@souk.local", "demo-admin-password");
      new CatalogBench(admin.on(shop)).compare(large);
    } finally {
      auth.shutdownNow();
      shop.shutdownNow();
    }
  }

  private void compare(int large) throws Exception {
    String top = category("");
    String category = category(top);
    load(SMALL, category);
    Load.throughput(page(ListProductsRequest.newBuilder()), CONCURRENCY, WARM_UP);
    Measured before = measure(top);
    report(SMALL, before, before);
    if (large > SMALL) {
      load(large - SMALL, category);
      report(large, measure(top), before);
    }
  }

  private String category(String parentId) throws Exception {
    Category category =
        Category.newBuilder().setName("Bench " + UUID.randomUUID()).setParentId(parentId).build();
    return products
        .createCategory(CreateCategoryRequest.newBuilder().setCategory(category).build())
        .get()
        .getCategoryId();
  }

  private void load(int number, String category) throws Exception {
    long start = System.nanoTime();
    Semaphore slots = new Semaphore(LOADERS);
    List<ListenableFuture<Product>> created = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      slots.acquire();
      ListenableFuture<Product> product = products.createProduct(product(category));
      product.addListener(slots::release, Runnable::run);
      created.add(product);
    }
    for (ListenableFuture<Product> product : created) {
      ids.add(product.get().getProductId());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Report.line("loaded %,d products in %.0f s, %.0f/s", number, seconds, number / seconds);
  }

  private static CreateProductRequest product(String category) {
    return CreateProductRequest.newBuilder()
        .setProduct(
            Product.newBuilder()
                .setName("Bench hat")
                .setDescription("A hat of straw, for the summer.")
                .addCategoryIds(category)
                .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
                .addVariants(
                    Variant.newBuilder()
                        .setSku("BENCH-" + UUID.randomUUID())
                        .setPrice(Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999))))
        .build();
  }

  private Measured measure(String category) throws Exception {
    ListProductsRequest.Builder all = ListProductsRequest.newBuilder();
    String token = "";
    for (int i = 0; i < SMALL / 100 / 2; i++) {
      ListProductsResponse page =
          products.listProducts(all.clone().setPageSize(100).setPageToken(token).build()).get();
      token = page.getNextPageToken();
    }
    // The same at every size, so that as many of them come from the service's memory.
    List<String> known = List.copyOf(ids).subList(0, SMALL);
    AtomicInteger next = new AtomicInteger();
    Supplier<ListenableFuture<?>> product =
        () ->
            products.getProduct(
                GetProductRequest.newBuilder()
                    .setProductId(known.get((int) (next.getAndIncrement() * 7919L % known.size())))
                    .build());
    return new Measured(
        rate(page(all.clone())),
        rate(page(all.clone().setPageToken(token))),
        rate(page(all.clone().setCategoryId(category))),
        rate(product));
  }

  private Supplier<ListenableFuture<?>> page(ListProductsRequest.Builder query) {
    ListProductsRequest request = query.setPageSize(PAGE).build();
    return () -> products.listProducts(request);
  }

  private static double rate(Supplier<ListenableFuture<?>> call) throws Exception {
    Median rate = new Median();
    for (int round = 0; round < ROUNDS; round++) {
      rate.add(Load.throughput(call, CONCURRENCY, ROUND));
    }
    return rate.value();
  }

  private static void report(int size, Measured measured, Measured before) {
    Report.line(
        "at %,d products: a page of all takes %.2f of its time at %,d, one in the midst %.2f, one"
            + " of a category with those under it %.2f (target <= 1.5); %.0f, %.0f, %.0f/s;"
            + " GetProduct %.2f, %.0f/s",
        size,
        before.page() / measured.page(),
        SMALL,
        before.deepPage() / measured.deepPage(),
        before.categoryPage() / measured.categoryPage(),
        measured.page(),
        measured.deepPage(),
        measured.categoryPage(),
        before.product() / measured.product(),
        measured.product());
  }
}

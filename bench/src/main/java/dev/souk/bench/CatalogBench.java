package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.ListProductsRequest;
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
 * Pages of a category with those under it, of 1,000 products and of many, in turns; pages of all
 * products and GetProduct before the many were there and after. {@code SOUK_BENCH_PRODUCTS} is how
 * many (20,000).
 */
final class CatalogBench {
  private static final int SMALL = 1_000;
  private static final int LOADERS = 16;
  private static final int CONCURRENCY = 4;
  private static final int ROUNDS = 3;
  private static final int PAGE = 20;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final ProductServiceFutureStub products;
  private final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();

  private CatalogBench(Channel shop) {
    this.products = ProductServiceGrpc.newFutureStub(shop);
  }

  /** What is measured at one size of the catalog, in calls a second. */
  private record Measured(double page, double deepPage, double product) {}

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
    String small = filled(SMALL);
    warmUp(small);
    Measured before = measure();
    String many = filled(large);
    warmUp(small);
    Measured after = measure();
    Report.line(
        "with %,d products more: a page of all takes %.2f of its time before (target <= 1.5),"
            + " %.0f/s; one in the midst %.2f, %.0f/s; GetProduct %.2f, %.0f/s",
        large,
        before.page() / after.page(),
        after.page(),
        before.deepPage() / after.deepPage(),
        after.deepPage(),
        before.product() / after.product(),
        after.product());
    compareCategories(small, many, large);
  }

  /** Also gives what the load left to do, such as indexing, its time. */
  private void warmUp(String category) throws Exception {
    for (Supplier<ListenableFuture<?>> call :
        List.of(page(query()), page(query().setCategoryId(category)), product())) {
      Load.throughput(call, CONCURRENCY, WARM_UP);
    }
  }

  private void compareCategories(String small, String many, int large) throws Exception {
    Median ofSmall = new Median();
    Median ofMany = new Median();
    for (int round = 0; round < ROUNDS; round++) {
      ofSmall.add(Load.throughput(page(query().setCategoryId(small)), CONCURRENCY, ROUND));
      ofMany.add(Load.throughput(page(query().setCategoryId(many)), CONCURRENCY, ROUND));
    }
    Report.line(
        "a page of a category of %,d products, filed under it, takes %.2f of that of one of %,d"
            + " (target <= 1.5); %.0f/s, %.0f/s",
        large, ofSmall.value() / ofMany.value(), SMALL, ofMany.value(), ofSmall.value());
  }

  /** A category with as many products in another one under it. */
  private String filled(int number) throws Exception {
    String top = category("");
    load(number, category(top));
    return top;
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

  private Measured measure() throws Exception {
    String token = "";
    for (int i = 0; i < SMALL / 100 / 2; i++) {
      token =
          products
              .listProducts(query().setPageSize(100).setPageToken(token).build())
              .get()
              .getNextPageToken();
    }
    return new Measured(
        rate(page(query())), rate(page(query().setPageToken(token))), rate(product()));
  }

  /** The same ones at every size, so that as many of them come from the service's memory. */
  private Supplier<ListenableFuture<?>> product() {
    List<String> known = List.copyOf(ids).subList(0, SMALL);
    AtomicInteger next = new AtomicInteger();
    return () ->
        products.getProduct(
            GetProductRequest.newBuilder()
                .setProductId(known.get((int) (next.getAndIncrement() * 7919L % known.size())))
                .build());
  }

  private static ListProductsRequest.Builder query() {
    return ListProductsRequest.newBuilder();
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
}

package dev.souk.product;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.kit.event.EventConsumer;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.event.Subscription;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.catalog.api.CatalogService;
import dev.souk.product.catalog.api.CategoryRpcs;
import dev.souk.product.catalog.api.ImageRpcs;
import dev.souk.product.catalog.api.RefileEndpoint;
import dev.souk.product.catalog.api.UserDataRpcs;
import dev.souk.product.catalog.domain.ArchiveProducts;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.ChangeCategory;
import dev.souk.product.catalog.domain.CountProducts;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.DeleteCategory;
import dev.souk.product.catalog.domain.DeleteImage;
import dev.souk.product.catalog.domain.DeleteProduct;
import dev.souk.product.catalog.domain.FileProducts;
import dev.souk.product.catalog.domain.GetProduct;
import dev.souk.product.catalog.domain.ListProducts;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.ProductChanges;
import dev.souk.product.catalog.domain.ReadImage;
import dev.souk.product.catalog.domain.ReadOffers;
import dev.souk.product.catalog.domain.RelatedProducts;
import dev.souk.product.catalog.domain.SweepImages;
import dev.souk.product.catalog.domain.UndeleteProduct;
import dev.souk.product.catalog.domain.UpdateProduct;
import dev.souk.product.catalog.domain.UploadImage;
import dev.souk.product.catalog.event.CacheFollower;
import dev.souk.product.catalog.event.CountFollower;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.CachedProductViews;
import dev.souk.product.catalog.store.DynamoCategories;
import dev.souk.product.catalog.store.DynamoCategoryCounts;
import dev.souk.product.catalog.store.DynamoFilings;
import dev.souk.product.catalog.store.DynamoProducts;
import dev.souk.product.catalog.store.DynamoStock;
import dev.souk.product.catalog.store.ImageDirectory;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.dynamo.PointInTimeRecovery;
import dev.souk.product.inventory.Sweeper;
import dev.souk.product.inventory.api.InventoryService;
import dev.souk.product.inventory.domain.AdjustStock;
import dev.souk.product.inventory.domain.CommitReservation;
import dev.souk.product.inventory.domain.ReadLedger;
import dev.souk.product.inventory.domain.ReadStock;
import dev.souk.product.inventory.domain.ReleaseReservation;
import dev.souk.product.inventory.domain.ReserveStock;
import dev.souk.product.inventory.domain.RestockReservation;
import dev.souk.product.inventory.domain.SweepReservations;
import dev.souk.product.inventory.domain.WatchStock;
import dev.souk.product.inventory.event.StockEvents;
import dev.souk.product.inventory.store.DynamoAnswers;
import dev.souk.product.inventory.store.DynamoLedger;
import dev.souk.product.inventory.store.DynamoListings;
import dev.souk.product.inventory.store.DynamoLowStock;
import dev.souk.product.inventory.store.DynamoReservations;
import dev.souk.product.inventory.store.DynamoStockLevels;
import dev.souk.product.inventory.store.LowMark;
import dev.souk.product.outbox.DynamoOutbox;
import dev.souk.product.outbox.Outbox;
import dev.souk.product.outbox.OutboxEvents;
import dev.souk.product.outbox.OutboxRelay;
import dev.souk.product.review.api.ReviewRpcs;
import dev.souk.product.review.api.ReviewsOfUser;
import dev.souk.product.review.client.OrderServicePurchases;
import dev.souk.product.review.client.UserServiceReviewers;
import dev.souk.product.review.domain.ChangeReview;
import dev.souk.product.review.domain.EraseReviews;
import dev.souk.product.review.domain.ReadReviews;
import dev.souk.product.review.domain.WriteReview;
import dev.souk.product.review.store.DynamoReviews;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.seller.UserServiceSellers;
import dev.souk.product.v1.ImageServiceGrpc;
import io.grpc.Channel;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The catalog and the inventory, on one port. */
public final class ProductServer {
  private static final List<String> EVENT_TOPICS = List.of(ProductEvents.TOPIC, StockEvents.TOPIC);
  private static final Duration BETWEEN_FILINGS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_RELAYS = Duration.ofMillis(500);

  private ProductServer() {}

  /** Runs the server until the process is asked to end. */
  public static void main(String[] args) throws InterruptedException {
    start(System.getenv()).runUntilStopped();
  }

  /** Starts a server by the configuration. */
  public static RunningServer start(Map<String, String> env) {
    return start(env, Clock.systemUTC());
  }

  static RunningServer start(Map<String, String> env, Clock clock) {
    return start(env, clock, Ticker.systemTicker());
  }

  static RunningServer start(Map<String, String> env, Clock clock, Ticker cacheTicker) {
    ProductConfig config = ProductConfig.from(env);
    SoukServer server = SoukServer.named("product-service", env, clock);
    DynamoDbClient client = server.closing(config.dynamo().client());
    new Migrations(client, config.dynamo().tablePrefix(), clock).run();
    if (config.dynamo().keepsBackups()) {
      new PointInTimeRecovery(client, config.dynamo().tablePrefix()).enable();
    }
    Dynamo dynamo = new Dynamo(client, config.dynamo().tablePrefix());
    Ids ids = new Ids(clock);
    Channel userService = server.channel(config.userTarget(), "user-service");
    Channel orderService = server.channel(config.orderTarget(), "order-service");
    UserServiceSellers sellers = new UserServiceSellers(userService);
    SellerGuard sellerGuard = new SellerGuard(sellers);

    OutboxEvents events = new OutboxEvents(ids);
    DynamoProducts products = new DynamoProducts(dynamo, new ProductEvents(events)::of);
    DynamoStock stock = new DynamoStock(dynamo);
    LiveProductViews views = new LiveProductViews(products, stock);
    CachedProductViews cache = new CachedProductViews(views, cacheTicker);
    DynamoCategories categoryStore = new DynamoCategories(dynamo, clock);
    DynamoCategoryCounts counts = new DynamoCategoryCounts(dynamo);
    Categories categories = new Categories(categoryStore, counts, ids);
    CategoryRpcs categoryRpcs =
        new CategoryRpcs(
            categories,
            new ChangeCategory(categories, categoryStore),
            new DeleteCategory(categories, categoryStore, products));
    CountProducts countProducts = new CountProducts(products, counts);
    FileProducts fileProducts =
        new FileProducts(
            new DynamoFilings(dynamo, clock),
            products,
            categories,
            countProducts,
            clock,
            cache::forget);
    ProductChanges changes = new ProductChanges(products, views, cache::forget);
    ListProducts listProducts = new ListProducts(products, views);
    CreateProduct createProduct = new CreateProduct(products, categories, views, clock, ids);
    UpdateProduct updateProduct = new UpdateProduct(changes, categories, clock);
    CatalogService catalog =
        new CatalogService(
            listProducts,
            new GetProduct(cache, products),
            createProduct,
            updateProduct,
            new DeleteProduct(changes, clock),
            new UndeleteProduct(changes, categories, clock),
            new RelatedProducts(cache, products, stock),
            categories,
            new ReadOffers(stock),
            sellerGuard);

    ImageDirectory images = new ImageDirectory(config.imageDirectory());
    images.verify();
    ImageRpcs imageRpcs =
        new ImageRpcs(
            new UploadImage(changes, images, clock, ids),
            new ReadImage(cache, images),
            new DeleteImage(changes, clock),
            sellerGuard);
    SweepImages sweepImages = new SweepImages(products, images, clock);
    Counter imagesSwept = server.metrics().counter("souk_images_swept");
    server.closing(
        new RepeatedTask(
            "image-sweep",
            config.imageSweepInterval(),
            () -> imagesSwept.increment(sweepImages.sweep())));

    new TransferSetup(
            dynamo, products, categories, createProduct, updateProduct, sellers, clock, ids)
        .on(server);

    LowMark lowMark = new LowMark(config.lowStockThreshold(), new StockEvents(events, clock)::of);
    DynamoStockLevels levels = new DynamoStockLevels(dynamo, clock, lowMark);
    DynamoListings listings = new DynamoListings(dynamo);
    DynamoReservations reservations = new DynamoReservations(dynamo, clock, ids, lowMark);
    CommitReservation commit = new CommitReservation(reservations);
    RestockReservation restock = new RestockReservation(reservations);
    InventoryService inventory =
        new InventoryService(
            new ReadStock(levels, listings),
            new AdjustStock(levels, listings, new DynamoAnswers(dynamo), clock, ids, cache::forget),
            new WatchStock(new DynamoLowStock(dynamo, lowMark), listings),
            new ReadLedger(new DynamoLedger(dynamo), listings),
            new ReserveStock(reservations, levels, clock, ids),
            commit,
            new ReleaseReservation(reservations, clock, ids),
            restock,
            sellerGuard);

    DynamoReviews reviews = new DynamoReviews(dynamo);
    ReviewsOfUser reviewsOfUser =
        new ReviewsOfUser(reviews, new EraseReviews(reviews, cache::forget));
    ReviewRpcs reviewRpcs =
        new ReviewRpcs(
            new ReadReviews(reviews),
            new WriteReview(
                reviews,
                new OrderServicePurchases(orderService),
                new UserServiceReviewers(userService),
                clock,
                ids,
                cache::forget),
            new ChangeReview(reviews, clock, cache::forget));

    server.closing(
        EventConsumer.start(
                config.kafkaBootstrap(),
                Subscription.instance("product-service.cache"),
                List.of(ProductEvents.TOPIC),
                new CacheFollower(cache::forget))
            .bindTo(server.metrics()));
    relay(server, config, new DynamoOutbox(dynamo, clock), ids.next("relay"), clock);
    keepCategories(server, config, countProducts, fileProducts, ids.next("filer"));
    server.closing(
        Sweeper.start(
            new SweepReservations(reservations, commit, restock, clock),
            config.sweepInterval(),
            server.metrics().counter("souk_reservations_swept")));
    return server
        .serve(catalog.bind())
        .serve(inventory.bind())
        .serve(imageRpcs.definition())
        .serve(categoryRpcs.definition())
        .httpPost(RefileEndpoint.PATH, new RefileEndpoint(fileProducts))
        .largest(ImageServiceGrpc.getUploadProductImageMethod(), ImageRpcs.MAX_REQUEST_BYTES)
        .serve(
            new SearchSetup(server, config, clock).start(products, views, categories::withAllAbove))
        .serve(
            new UserDataRpcs(
                    listProducts,
                    new ArchiveProducts(products, clock, cache::forget),
                    reviewsOfUser::export,
                    reviewsOfUser::erase)
                .definition())
        .serve(reviewRpcs.definition())
        .readiness(
            "dynamodb",
            () -> {
              dynamo.ping();
              return true;
            })
        .start();
  }

  private static void keepCategories(
      SoukServer server,
      ProductConfig config,
      CountProducts countProducts,
      FileProducts fileProducts,
      String name) {
    server.closing(
        EventConsumer.start(
                config.kafkaBootstrap(),
                Subscription.group(CountFollower.GROUP),
                List.of(ProductEvents.TOPIC),
                new CountFollower(countProducts))
            .bindTo(server.metrics()));
    server.closing(
        new RepeatedTask("file-products", BETWEEN_FILINGS, () -> fileProducts.run(name)));
  }

  private static void relay(
      SoukServer server, ProductConfig config, Outbox outbox, String name, Clock clock) {
    Publisher publisher =
        server.closing(new Publisher(config.kafkaBootstrap(), "product-service", EVENT_TOPICS));
    OutboxRelay relay = new OutboxRelay(outbox, publisher, name);
    relay.bindTo(server.metrics(), clock);
    server.closing(new RepeatedTask("outbox-relay", BETWEEN_RELAYS, relay::run));
    server.closing(relay);
  }
}

package dev.souk.product;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.kit.event.EventConsumer;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.event.Subscription;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.ServiceMain;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.catalog.api.CatalogService;
import dev.souk.product.catalog.api.UserDataRpcs;
import dev.souk.product.catalog.domain.ArchiveProducts;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.DeleteProduct;
import dev.souk.product.catalog.domain.GetProduct;
import dev.souk.product.catalog.domain.ListProducts;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.ProductChanges;
import dev.souk.product.catalog.domain.ReadOffers;
import dev.souk.product.catalog.domain.RelatedProducts;
import dev.souk.product.catalog.domain.UndeleteProduct;
import dev.souk.product.catalog.domain.UpdateProduct;
import dev.souk.product.catalog.event.CacheFollower;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.CachedProductViews;
import dev.souk.product.catalog.store.DynamoProducts;
import dev.souk.product.catalog.store.DynamoStock;
import dev.souk.product.inventory.event.StockEvents;
import dev.souk.product.outbox.DynamoOutbox;
import dev.souk.product.outbox.OutboxRelay;
import dev.souk.product.review.api.ReviewsOfUser;
import dev.souk.product.review.event.ReviewEvents;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.seller.UserServiceSellers;
import io.grpc.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The catalog and the inventory, on one port. */
public final class ProductServer {
  private static final List<String> EVENT_TOPICS =
      List.of(ProductEvents.TOPIC, StockEvents.TOPIC, ReviewEvents.TOPIC);
  private static final Duration BETWEEN_RELAYS = Duration.ofMillis(500);

  private ProductServer() {}

  /** Runs the server until the process is asked to end, or its migrations. */
  public static void main(String[] args) throws InterruptedException {
    ServiceMain.run(args, ProductServer::start, ProductServer::migrate);
  }

  /** Brings the tables to what this version needs. */
  public static void migrate(Map<String, String> env) {
    Foundation.migrate(env, Clock.systemUTC());
  }

  /** Starts a server by the configuration. */
  public static RunningServer start(Map<String, String> env) {
    return start(env, Clock.systemUTC());
  }

  static RunningServer start(Map<String, String> env, Clock clock) {
    return start(env, clock, Ticker.systemTicker());
  }

  static RunningServer start(Map<String, String> env, Clock clock, Ticker cacheTicker) {
    Foundation base = Foundation.of(env, clock);
    SoukServer server = base.server();
    Channel userService = server.channel(base.config().userTarget(), "user-service");
    UserServiceSellers sellers = new UserServiceSellers(userService);
    SellerGuard sellerGuard = new SellerGuard(sellers);

    DynamoProducts products =
        new DynamoProducts(base.dynamo(), new ProductEvents(base.events())::of);
    DynamoStock stock = new DynamoStock(base.dynamo());
    LiveProductViews views = new LiveProductViews(products, stock);
    CachedProductViews cache = new CachedProductViews(views, cacheTicker);
    cache.bindTo(server.metrics());
    ProductChanges changes = new ProductChanges(products, views, cache::forget);

    Categories categories = new CategorySetup(base, products, cache::forget).start();
    ListProducts listProducts = new ListProducts(products, views);
    CreateProduct createProduct = new CreateProduct(products, categories, views, clock, base.ids());
    UpdateProduct updateProduct = new UpdateProduct(changes, categories, clock);
    server.serve(
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
                sellerGuard)
            .bind());
    new ImageSetup(base, products, changes, cache, sellerGuard).start();
    new TransferSetup(
            base.dynamo(),
            products,
            categories,
            createProduct,
            updateProduct,
            sellers,
            clock,
            base.ids())
        .on(server);
    new InventorySetup(base, sellerGuard, cache::forget).start();
    ReviewsOfUser reviewsOfUser = new ReviewSetup(base, userService, cache::forget).start();
    server.serve(
        new UserDataRpcs(
                listProducts,
                new ArchiveProducts(products, clock, cache::forget),
                reviewsOfUser::export,
                reviewsOfUser::erase)
            .definition());
    server.serve(
        new SearchSetup(server, base.config(), clock)
            .start(products, views, stock, categories::withAllAbove));
    follow(base, cache);
    relay(base);
    return server.start();
  }

  /** Other instances change products too. */
  private static void follow(Foundation base, CachedProductViews cache) {
    base.server()
        .closing(
            EventConsumer.start(
                    base.config().kafkaBootstrap(),
                    Subscription.instance("product-service.cache"),
                    List.of(ProductEvents.TOPIC),
                    new CacheFollower(cache::forget),
                    base.server().tracing())
                .bindTo(base.server().metrics()));
  }

  private static void relay(Foundation base) {
    SoukServer server = base.server();
    Publisher publisher =
        server.closing(
            new Publisher(
                base.config().kafkaBootstrap(), "product-service", EVENT_TOPICS, server.tracing()));
    OutboxRelay relay =
        new OutboxRelay(
            new DynamoOutbox(base.dynamo(), base.clock()), publisher, base.ids().next("relay"));
    relay.bindTo(server.metrics(), base.clock());
    server.closing(new RepeatedTask("outbox-relay", BETWEEN_RELAYS, relay::run));
    server.closing(relay);
  }
}

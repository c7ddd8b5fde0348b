package dev.souk.product;

import dev.souk.kit.event.EventConsumer;
import dev.souk.kit.event.Subscription;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.catalog.api.CategoryRpcs;
import dev.souk.product.catalog.api.RefileEndpoint;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.ChangeCategory;
import dev.souk.product.catalog.domain.CountProducts;
import dev.souk.product.catalog.domain.DeleteCategory;
import dev.souk.product.catalog.domain.FileProducts;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.event.CountFollower;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.DynamoCategories;
import dev.souk.product.catalog.store.DynamoCategoryCounts;
import dev.souk.product.catalog.store.DynamoFilings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tree of categories, the products filed in it, and how many there are.
 *
 * @param productChanged told the id of a product that was filed anew
 */
record CategorySetup(Foundation base, Products products, Consumer<String> productChanged) {
  private static final Duration BETWEEN_FILINGS = Duration.ofSeconds(2);

  /** Serves the tree, and keeps products filed and counted. */
  Categories start() {
    SoukServer server = base.server();
    DynamoCategories store = new DynamoCategories(base.dynamo(), base.clock());
    DynamoCategoryCounts counts = new DynamoCategoryCounts(base.dynamo());
    Categories categories = new Categories(store, counts, base.ids());
    CountProducts countProducts = new CountProducts(products, counts);
    FileProducts fileProducts =
        new FileProducts(
            new DynamoFilings(base.dynamo(), base.clock()),
            products,
            categories,
            countProducts,
            base.clock(),
            productChanged);
    server
        .serve(
            new CategoryRpcs(
                    categories,
                    new ChangeCategory(categories, store),
                    new DeleteCategory(categories, store, products))
                .definition())
        .httpPost(RefileEndpoint.PATH, new RefileEndpoint(fileProducts));
    server.closing(
        EventConsumer.start(
                base.config().kafkaBootstrap(),
                Subscription.group(CountFollower.GROUP),
                List.of(ProductEvents.TOPIC),
                new CountFollower(countProducts),
                server.tracing())
            .bindTo(server.metrics()));
    String filer = base.ids().next("filer");
    server.closing(
        new RepeatedTask("file-products", BETWEEN_FILINGS, () -> fileProducts.run(filer)));
    return categories;
  }
}

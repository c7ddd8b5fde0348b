package dev.souk.product;

import dev.souk.kit.event.EventConsumer;
import dev.souk.kit.event.Subscription;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.catalog.domain.Figures;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.search.api.SearchRpcs;
import dev.souk.product.search.domain.CategoryPaths;
import dev.souk.product.search.domain.IndexProducts;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.RebuildIndex;
import dev.souk.product.search.domain.SearchProducts;
import dev.souk.product.search.event.ProductFollower;
import dev.souk.product.search.event.Rebuilds;
import dev.souk.product.search.lucene.IndexFolder;
import dev.souk.product.search.lucene.LuceneProductIndex;
import dev.souk.product.search.opensearch.OpenSearchProductIndex;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the search together. */
final class SearchSetup {
  private static final Logger LOG = LoggerFactory.getLogger(SearchSetup.class);
  private static final String CONSUMER = "product-service.search";
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final SoukServer server;
  private final ProductConfig config;
  private final Clock clock;

  SearchSetup(SoukServer server, ProductConfig config, Clock clock) {
    this.server = server;
    this.config = config;
    this.clock = clock;
  }

  /** Starts to follow the events, and answers what is to be served. */
  ServerServiceDefinition start(
      Products products, LiveProductViews views, Figures.Source figures, CategoryPaths categories) {
    ProductIndex index;
    Subscription subscription;
    if (config.openSearch().isPresent()) {
      String name = config.dynamo().tablePrefix().toLowerCase(Locale.ROOT) + "products";
      index = new OpenSearchProductIndex(config.openSearch().get(), name, clock);
      subscription = Subscription.group(CONSUMER);
    } else {
      IndexFolder folder = new IndexFolder(config.searchDirectory(), clock);
      index = new LuceneProductIndex(folder, clock);
      subscription = following(folder);
      LOG.info(
          "search runs on a Lucene index of this instance alone; SOUK_OPENSEARCH_URL names one that"
              + " several share");
    }
    server.closing(index);
    IndexProducts indexProducts = new IndexProducts(products, figures, categories);
    Rebuilds rebuilds =
        new Rebuilds(new RebuildIndex(index, products, indexProducts), server.metrics());
    server.closing(new RepeatedTask("search-rebuilds", BETWEEN_LOOKS, rebuilds::runIfWanted));
    server.closing(rebuilds);
    server.closing(
        EventConsumer.start(
                config.kafkaBootstrap(),
                subscription,
                ProductFollower.TOPICS,
                new ProductFollower(indexProducts, products, index, rebuilds, server.metrics()),
                server.tracing())
            .bindTo(server.metrics()));
    server.httpPost(
        "/search/rebuild",
        exchange -> {
          rebuilds.want();
          exchange.sendResponseHeaders(202, -1);
        });
    return new SearchRpcs(new SearchProducts(index, products, views), index).definition();
  }

  /** An index in a folder goes on where it was, one in memory begins anew. */
  private static Subscription following(IndexFolder folder) {
    return folder
        .name()
        .map(name -> Subscription.group(CONSUMER + '.' + name))
        .orElseGet(() -> Subscription.instance(CONSUMER));
  }
}

package dev.souk.product;

import dev.souk.kit.config.Settings;
import dev.souk.kit.migration.MigrationMode;
import dev.souk.product.catalog.store.ImageStoreConfig;
import dev.souk.product.dynamo.DynamoConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the product service needs to know.
 *
 * @param dynamo its DynamoDB
 * @param migrations {@code SOUK_MIGRATIONS}: who brings the tables to what this version needs, the
 *     service {@code at-start} or a run of its {@code migrate}, {@code by-job}
 * @param sweepInterval {@code SOUK_RESERVATION_SWEEP_INTERVAL}: the pause between looks for
 *     reservations that have expired, hence how long one may outlive its time
 * @param images where the files of pictures are
 * @param imageSweepInterval {@code SOUK_IMAGE_SWEEP_INTERVAL}: the pause between looks for files
 *     that no product names
 * @param lowStockThreshold {@code SOUK_LOW_STOCK_THRESHOLD}: with so many units on hand or fewer
 *     the stock of a SKU is low unless its seller says otherwise
 * @param kafkaBootstrap {@code SOUK_KAFKA_BOOTSTRAP}: addresses of the Kafka cluster
 * @param openSearch {@code SOUK_OPENSEARCH_URL}: the OpenSearch that holds the search index, with
 *     user and password in it where it wants them; Lucene in this process where nothing is given
 * @param searchDirectory {@code SOUK_SEARCH_DIRECTORY}: where the search index of this instance is
 *     kept; in memory, and built at every start, where nothing is given
 * @param orderTarget {@code SOUK_ORDER_TARGET}: order-service's gRPC address
 * @param userTarget {@code SOUK_USER_TARGET}: user-service's gRPC address
 */
record ProductConfig(
    DynamoConfig dynamo,
    MigrationMode migrations,
    Duration sweepInterval,
    ImageStoreConfig images,
    Duration imageSweepInterval,
    int lowStockThreshold,
    String kafkaBootstrap,
    Optional<URI> openSearch,
    Optional<Path> searchDirectory,
    String orderTarget,
    String userTarget) {
  private static final String OPENSEARCH = "SOUK_OPENSEARCH_URL";

  static ProductConfig from(Map<String, String> env) {
    Settings settings = Settings.of(env);
    ProductConfig config =
        new ProductConfig(
            DynamoConfig.from(settings),
            MigrationMode.from(settings),
            settings.duration("SOUK_RESERVATION_SWEEP_INTERVAL", Duration.ofSeconds(2)),
            ImageStoreConfig.from(settings),
            settings.duration("SOUK_IMAGE_SWEEP_INTERVAL", Duration.ofHours(6)),
            settings.integer("SOUK_LOW_STOCK_THRESHOLD", 5),
            settings.required("SOUK_KAFKA_BOOTSTRAP"),
            openSearch(settings),
            settings.optional("SOUK_SEARCH_DIRECTORY").map(Path::of),
            settings.required("SOUK_ORDER_TARGET"),
            settings.required("SOUK_USER_TARGET"));
    settings.check();
    return config;
  }

  private static Optional<URI> openSearch(Settings settings) {
    return settings
        .optional(OPENSEARCH)
        .map(given -> settings.address(OPENSEARCH, URI.create("http://localhost:9200")));
  }
}

package dev.souk.product.audit;

import dev.souk.kit.config.Settings;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.TableScan;
import dev.souk.product.review.domain.Review;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Checks that the rating of each product is that of its published reviews, that each review stands
 * in its lists and no other one does, and that a customer has one review of a product. It reads the
 * whole table, which no request ever does.
 */
public final class ReviewAudit implements AutoCloseable {
  /** A table that is being changed is not read in one moment: what is wrong must stay wrong. */
  private static final int PASSES = 5;

  private final DynamoDbClient client;
  private final TableScan scan;

  private ReviewAudit(DynamoDbClient client, String tablePrefix) {
    this.client = client;
    this.scan = new TableScan(client, tablePrefix);
  }

  /** Audits the tables that a product service with this configuration uses. */
  public static ReviewAudit open(Map<String, String> env) {
    Settings settings = Settings.of(env);
    DynamoConfig config = DynamoConfig.from(settings);
    settings.check();
    return new ReviewAudit(config.client(), config.tablePrefix());
  }

  /** What does not agree, a sentence each; empty when all is well. */
  public List<String> violations() {
    Set<String> found = shelf().violations();
    for (int pass = 1; pass < PASSES && !found.isEmpty(); pass++) {
      found.retainAll(shelf().violations());
    }
    return List.copyOf(found);
  }

  /** The ids of all who have written a review that is kept. */
  public Set<String> authors() {
    return shelf().reviews().stream().map(Review::userId).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    client.close();
  }

  private ReviewShelf shelf() {
    return new ReviewShelf(scan.items(ProductsTable.NAME));
  }
}

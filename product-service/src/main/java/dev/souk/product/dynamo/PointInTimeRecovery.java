package dev.souk.product.dynamo;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;

/**
 * Has DynamoDB keep every change of the catalog and the stock for 35 days, so that the tables can
 * be restored as they were at any second of them. What the other tables hold is done within
 * minutes.
 */
public final class PointInTimeRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(PointInTimeRecovery.class);
  private static final List<String> TABLES = List.of(ProductsTable.NAME, InventoryTable.NAME);

  private final DynamoDbClient client;
  private final String prefix;

  /** Is about the tables whose names begin with the prefix. */
  public PointInTimeRecovery(DynamoDbClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  /** Turns it on where it is off. Doing so in several instances at once does no harm. */
  public void enable() {
    TABLES.stream().map(prefix::concat).filter(table -> !isEnabled(table)).forEach(this::enable);
  }

  private boolean isEnabled(String table) {
    return client
            .describeContinuousBackups(request -> request.tableName(table))
            .continuousBackupsDescription()
            .pointInTimeRecoveryDescription()
            .pointInTimeRecoveryStatus()
        == PointInTimeRecoveryStatus.ENABLED;
  }

  /** A table that was made a moment ago refuses it for another moment. */
  private void enable(String table) {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        client.updateContinuousBackups(request ->
            request
                .tableName(table)
                .pointInTimeRecoverySpecification(
                    recovery -> recovery.pointInTimeRecoveryEnabled(true)));
        LOG.info("{} can be restored to any point in time from now on", table);
        return;
      } catch (ContinuousBackupsUnavailableException e) {
        if (!backoff.again()) {
          throw e;
        }
      }
    }
  }
}

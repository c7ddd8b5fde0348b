package dev.souk.product.audit;

import dev.souk.kit.config.Settings;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.TableScan;
import dev.souk.product.inventory.domain.Reservation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Checks that the units on hand are the sum of the ledger, that what is reserved is what
 * reservations hold and no more than there is, and that no reservation outlives its time. It reads
 * the whole table, which no request ever does.
 */
public final class StockAudit implements AutoCloseable {
  /** A table that is being changed is not read in one moment: what is wrong must stay wrong. */
  private static final int PASSES = 5;

  private final DynamoDbClient client;
  private final TableScan scan;
  private final Duration grace;
  private final Clock clock;

  /** Audits the tables behind the client; a reservation may outlive its time by the grace. */
  public StockAudit(DynamoDbClient client, String tablePrefix, Duration grace, Clock clock) {
    this.client = client;
    this.scan = new TableScan(client, tablePrefix);
    this.grace = grace;
    this.clock = clock;
  }

  /** Audits the tables that a product service with this configuration uses. */
  public static StockAudit open(Map<String, String> env, Duration grace) {
    Settings settings = Settings.of(env);
    DynamoConfig config = DynamoConfig.from(settings);
    settings.check();
    return new StockAudit(config.client(), config.tablePrefix(), grace, Clock.systemUTC());
  }

  /** What does not agree, a sentence each; empty when the books are in order. */
  public List<String> violations() {
    Set<String> found = pass();
    for (int pass = 1; pass < PASSES && !found.isEmpty(); pass++) {
      found.retainAll(pass());
    }
    return List.copyOf(found);
  }

  /** Every reservation that there is. */
  public List<Reservation> reservations() {
    return books().reservations();
  }

  @Override
  public void close() {
    client.close();
  }

  private Set<String> pass() {
    return books().violations(clock.instant().minus(grace));
  }

  private Books books() {
    return new Books(scan.items(InventoryTable.NAME));
  }
}

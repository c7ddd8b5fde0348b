package dev.souk.product.dynamo;

import dev.souk.kit.migration.MissingMigrationsException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Brings the tables to the newest design: runs the steps that the table {@code product-migrations}
 * does not list yet, in order, and lists them. A process that dies in between leaves a step
 * unlisted, which is then run again.
 */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final String NAME = "product-migrations";

  private final DynamoDbClient client;
  private final Clock clock;
  private final String table;
  private final Tables tables;
  private final List<Migration> migrations;

  /** Migrates the tables whose names begin with the prefix. */
  public Migrations(DynamoDbClient client, String prefix, Clock clock) {
    this.client = client;
    this.clock = clock;
    this.table = prefix + NAME;
    this.tables = new Tables(client);
    this.migrations =
        List.of(
            new Migration(1, "products", () -> tables.createProducts(prefix)),
            new Migration(2, "inventory", () -> tables.createInventory(prefix)),
            new Migration(3, "inventory: remove expired", () -> tables.expireInventory(prefix)),
            new Migration(4, "outbox", () -> tables.createOutbox(prefix)),
            new Migration(5, "inventory: low stock", () -> tables.indexLowStock(prefix)),
            new Migration(6, "operations", () -> tables.createOperations(prefix)));
  }

  /** Runs what was not run yet. */
  public void run() {
    tables.createMigrations(table);
    migrations.stream().filter(migration -> !isApplied(migration)).forEach(this::apply);
  }

  /**
   * Makes sure that all were run, by reading alone.
   *
   * @throws MissingMigrationsException naming those that were not
   */
  public void require() {
    String missing = missing();
    if (!missing.isEmpty()) {
      throw new MissingMigrationsException("DynamoDB's table " + table, missing);
    }
  }

  private String missing() {
    try {
      return migrations.stream()
          .filter(migration -> !isApplied(migration))
          .map(Migration::description)
          .collect(Collectors.joining(", "));
    } catch (ResourceNotFoundException e) {
      return "the table itself";
    }
  }

  private boolean isApplied(Migration migration) {
    return client
        .getItem(request -> request.tableName(table).key(key(migration)).consistentRead(true))
        .hasItem();
  }

  private void apply(Migration migration) {
    migration.step().run();
    client.putItem(request ->
        request
            .tableName(table)
            .item(
                Map.of(
                    "version", key(migration).get("version"),
                    "description", AttributeValue.fromS(migration.description()),
                    "appliedAt", AttributeValue.fromS(clock.instant().toString()))));
    LOG.info("applied migration {}: {}", migration.version(), migration.description());
  }

  private static Map<String, AttributeValue> key(Migration migration) {
    return Map.of("version", AttributeValue.fromN(Integer.toString(migration.version())));
  }
}

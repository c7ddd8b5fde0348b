package dev.souk.product;

import dev.souk.kit.config.Settings;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.dynamo.PointInTimeRecovery;
import dev.souk.product.outbox.OutboxEvents;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What each part of the service stands on.
 *
 * @param server serves what the parts add to it
 * @param dynamo the tables, as the newest migration leaves them
 */
record Foundation(
    SoukServer server,
    ProductConfig config,
    Dynamo dynamo,
    OutboxEvents events,
    Ids ids,
    Clock clock) {

  /** Brings the tables up to date. */
  static void migrate(Map<String, String> env, Clock clock) {
    Settings settings = Settings.of(env);
    DynamoConfig dynamo = DynamoConfig.from(settings);
    settings.check();
    try (DynamoDbClient client = dynamo.client()) {
      migrate(dynamo, client, clock);
    }
  }

  private static void migrate(DynamoConfig dynamo, DynamoDbClient client, Clock clock) {
    new Migrations(client, dynamo.tablePrefix(), clock).run();
    if (dynamo.keepsBackups()) {
      new PointInTimeRecovery(client, dynamo.tablePrefix()).enable();
    }
  }

  /** Opens the store, with its tables up to date. */
  static Foundation of(Map<String, String> env, Clock clock) {
    ProductConfig config = ProductConfig.from(env);
    SoukServer server = SoukServer.named("product-service", env, clock);
    DynamoDbClient client =
        server.closing(config.dynamo().client(server.metrics(), server.tracing()));
    String tables = config.dynamo().tablePrefix();
    switch (config.migrations()) {
      case AT_START -> migrate(config.dynamo(), client, clock);
      case BY_JOB -> new Migrations(client, tables, clock).require();
    }
    Dynamo dynamo = new Dynamo(client, tables);
    server.readiness(
        "dynamodb",
        () -> {
          dynamo.ping();
          return true;
        });
    Ids ids = new Ids(clock);
    return new Foundation(server, config, dynamo, new OutboxEvents(ids), ids, clock);
  }
}

package dev.souk.product;

import dev.souk.kit.id.Ids;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.dynamo.Dynamo;
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

  /** Opens the store and brings its tables up to date. */
  static Foundation of(Map<String, String> env, Clock clock) {
    ProductConfig config = ProductConfig.from(env);
    SoukServer server = SoukServer.named("product-service", env, clock);
    DynamoDbClient client = server.closing(config.dynamo().client());
    String tables = config.dynamo().tablePrefix();
    new Migrations(client, tables, clock).run();
    if (config.dynamo().keepsBackups()) {
      new PointInTimeRecovery(client, tables).enable();
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

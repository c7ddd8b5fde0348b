package dev.souk.product.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.migration.MissingMigrationsException;
import dev.souk.product.TestDynamo;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class MigrationsTest {

  @Test
  void instances_that_start_together_make_the_tables_once() throws Exception {
    DynamoConfig config = TestDynamo.config();
    try (DynamoDbClient client = config.client();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> starts =
          IntStream.range(0, 4)
              .mapToObj(i -> new Migrations(client, config.tablePrefix(), Clock.systemUTC()))
              .map(migrations -> threads.submit(migrations::run))
              .toList();
      for (Future<?> start : starts) {
        start.get();
      }

      new Migrations(client, config.tablePrefix(), Clock.systemUTC()).run();
      assertThat(client.listTablesPaginator().tableNames())
          .contains(
              config.tablePrefix() + "products",
              config.tablePrefix() + "inventory",
              config.tablePrefix() + "outbox",
              config.tablePrefix() + "operations",
              config.tablePrefix() + "product-migrations");
      assertThat(
              client
                  .scan(request -> request.tableName(config.tablePrefix() + "product-migrations"))
                  .count())
          .isEqualTo(6);
    }
  }

  @Test
  void a_service_that_may_not_migrate_only_asks_whether_somebody_did() {
    DynamoConfig config = TestDynamo.config();
    try (DynamoDbClient client = config.client()) {
      Migrations migrations = new Migrations(client, config.tablePrefix(), Clock.systemUTC());
      assertThatThrownBy(migrations::require)
          .isInstanceOf(MissingMigrationsException.class)
          .hasMessageContaining("the table itself")
          .hasMessageContaining("migrate");
      assertThat(client.listTablesPaginator().tableNames())
          .noneMatch(table -> table.startsWith(config.tablePrefix()));

      migrations.run();
      migrations.require();
      client.deleteItem(request ->
          request
              .tableName(config.tablePrefix() + "product-migrations")
              .key(Map.of("version", AttributeValue.fromN("4"))));
      assertThatThrownBy(migrations::require).hasMessageContaining(": outbox;");
    }
  }
}

package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The transaction that a reservation needs, on a table of its own: a new item, and a level less.
 */
final class RawStock implements AutoCloseable {
  private static final String TABLE = "bench-stock";
  private static final int CONNECTIONS = 128;

  private final ListeningExecutorService threads;
  private final DynamoDbClient client;
  private final AtomicInteger next = new AtomicInteger();
  private final long run = System.nanoTime();

  RawStock(int levels, ListeningExecutorService threads) {
    this.threads = threads;
    client =
        DynamoDbClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + Target.port(Target.DYNAMODB)))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
            .build();
    createTable();
    for (int level = 0; level < levels; level++) {
      Map<String, AttributeValue> item =
          Map.of("pk", AttributeValue.fromS("LEVEL#" + level), "left", number(1_000_000_000));
      client.putItem(request -> request.tableName(TABLE).item(item));
    }
  }

  /**
   * Takes a unit of one level after another. A collision, which the service repeats, is repeated.
   */
  ListenableFuture<?> reserve(int levels) {
    int number = next.getAndIncrement();
    return threads.submit(() -> {
      while (!transact(number, Math.floorMod(number, levels))) {
        Thread.onSpinWait();
      }
    });
  }

  /** Reads a level, consistently. */
  void read() {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("LEVEL#0"));
    client.getItem(request -> request.tableName(TABLE).key(key).consistentRead(true));
  }

  private boolean transact(int number, int level) {
    TransactWriteItem reservation =
        TransactWriteItem.builder()
            .put(put ->
                put.tableName(TABLE)
                    .item(Map.of("pk", AttributeValue.fromS("RESERVATION#" + run + '#' + number)))
                    .conditionExpression("attribute_not_exists(pk)"))
            .build();
    TransactWriteItem taking =
        TransactWriteItem.builder()
            .update(update ->
                update
                    .tableName(TABLE)
                    .key(Map.of("pk", AttributeValue.fromS("LEVEL#" + level)))
                    .updateExpression("ADD #left :minus")
                    .conditionExpression("#left >= :one")
                    .expressionAttributeNames(Map.of("#left", "left"))
                    .expressionAttributeValues(Map.of(":minus", number(-1), ":one", number(1))))
            .build();
    try {
      client.transactWriteItems(request -> request.transactItems(reservation, taking));
      return true;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream().noneMatch(r -> "TransactionConflict".equals(r.code()))) {
        throw e;
      }
      return false;
    }
  }

  private void createTable() {
    try {
      AttributeDefinition partition =
          AttributeDefinition.builder()
              .attributeName("pk")
              .attributeType(ScalarAttributeType.S)
              .build();
      KeySchemaElement key =
          KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build();
      client.createTable(request ->
          request
              .tableName(TABLE)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(partition)
              .keySchema(key));
    } catch (ResourceInUseException e) {
      // It stands there from the run before.
      return;
    }
    client.waiter().waitUntilTableExists(request -> request.tableName(TABLE));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  @Override
  public void close() {
    client.close();
  }
}

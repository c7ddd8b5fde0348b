package dev.souk.product.dynamo;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates the service's tables, billed by request; one that is there stays as it is. */
final class Tables {
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final DynamoDbClient client;

  Tables(DynamoDbClient client) {
    this.client = client;
  }

  void createMigrations(String table) {
    create(
        table,
        request ->
            request
                .attributeDefinitions(attribute("version", ScalarAttributeType.N))
                .keySchema(key("version", KeyType.HASH)));
  }

  void createProducts(String prefix) {
    create(
        prefix + ProductsTable.NAME,
        request ->
            request
                .attributeDefinitions(
                    attribute(ProductsTable.PK, ScalarAttributeType.S),
                    attribute(ProductsTable.SK, ScalarAttributeType.S),
                    attribute(ProductsTable.LIST, ScalarAttributeType.S),
                    attribute(ProductsTable.PRODUCT_ID, ScalarAttributeType.S))
                .keySchema(
                    key(ProductsTable.PK, KeyType.HASH), key(ProductsTable.SK, KeyType.RANGE))
                .globalSecondaryIndexes(
                    keysOnly(
                        ProductsTable.LIST_INDEX, ProductsTable.LIST, ProductsTable.PRODUCT_ID)));
  }

  void createInventory(String prefix) {
    create(
        prefix + InventoryTable.NAME,
        request ->
            request
                .attributeDefinitions(
                    attribute(InventoryTable.PK, ScalarAttributeType.S),
                    attribute(InventoryTable.SK, ScalarAttributeType.S),
                    attribute(InventoryTable.DUE_SHARD, ScalarAttributeType.S),
                    attribute(InventoryTable.DUE_AT, ScalarAttributeType.N),
                    attribute(LevelAttributes.LOW_SELLER, ScalarAttributeType.S),
                    attribute(LevelAttributes.LOW_SHARD, ScalarAttributeType.S),
                    attribute(InventoryTable.SKU, ScalarAttributeType.S))
                .keySchema(
                    key(InventoryTable.PK, KeyType.HASH), key(InventoryTable.SK, KeyType.RANGE))
                .globalSecondaryIndexes(
                    keysOnly(
                        InventoryTable.DUE_INDEX, InventoryTable.DUE_SHARD, InventoryTable.DUE_AT),
                    keysOnly(
                        InventoryTable.LOW_BY_SELLER_INDEX,
                        LevelAttributes.LOW_SELLER,
                        InventoryTable.SKU),
                    keysOnly(
                        InventoryTable.LOW_INDEX, LevelAttributes.LOW_SHARD, InventoryTable.SKU)));
  }

  void createOutbox(String prefix) {
    create(
        prefix + OutboxTable.NAME,
        request ->
            request
                .attributeDefinitions(
                    attribute(OutboxTable.PK, ScalarAttributeType.S),
                    attribute(OutboxTable.SK, ScalarAttributeType.S))
                .keySchema(key(OutboxTable.PK, KeyType.HASH), key(OutboxTable.SK, KeyType.RANGE)));
  }

  void createOperations(String prefix) {
    create(
        prefix + OperationsTable.NAME,
        request ->
            request
                .attributeDefinitions(
                    attribute(OperationsTable.PK, ScalarAttributeType.S),
                    attribute(OperationsTable.SK, ScalarAttributeType.S))
                .keySchema(
                    key(OperationsTable.PK, KeyType.HASH), key(OperationsTable.SK, KeyType.RANGE)));
    expire(prefix + OperationsTable.NAME, OperationsTable.EXPIRE_AT);
  }

  void expireInventory(String prefix) {
    expire(prefix + InventoryTable.NAME, InventoryTable.EXPIRE_AT);
  }

  /** Lets DynamoDB remove what has expired. It takes its time: readers check for themselves. */
  private void expire(String table, String attribute) {
    TimeToLiveStatus status =
        client
            .describeTimeToLive(request -> request.tableName(table))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING) {
      return;
    }
    try {
      client.updateTimeToLive(request ->
          request
              .tableName(table)
              .timeToLiveSpecification(expiry -> expiry.enabled(true).attributeName(attribute)));
    } catch (DynamoDbException e) {
      if (!"ValidationException".equals(e.awsErrorDetails().errorCode())) {
        throw e;
      }
      LOG.debug("another instance enabled it meanwhile", e);
    }
  }

  /**
   * Lists low stock in a table from when that was not asked for. One index is built at a time,
   * which takes minutes on a large table, and seconds on any.
   */
  void indexLowStock(String prefix) {
    String table = prefix + InventoryTable.NAME;
    index(table, InventoryTable.LOW_BY_SELLER_INDEX, LevelAttributes.LOW_SELLER);
    index(table, InventoryTable.LOW_INDEX, LevelAttributes.LOW_SHARD);
  }

  private void index(String table, String name, String partition) {
    if (index(table, name).isEmpty()) {
      try {
        GlobalSecondaryIndexUpdate creation =
            GlobalSecondaryIndexUpdate.builder()
                .create(create ->
                    create
                        .indexName(name)
                        .keySchema(
                            key(partition, KeyType.HASH), key(InventoryTable.SKU, KeyType.RANGE))
                        .projection(keys -> keys.projectionType(ProjectionType.KEYS_ONLY)))
                .build();
        client.updateTable(request ->
            request
                .tableName(table)
                .attributeDefinitions(
                    attribute(partition, ScalarAttributeType.S),
                    attribute(InventoryTable.SKU, ScalarAttributeType.S))
                .globalSecondaryIndexUpdates(creation));
      } catch (ResourceInUseException e) {
        LOG.debug("another instance indexes {} meanwhile", table, e);
      } catch (DynamoDbException e) {
        // Another instance was first, and has it already.
        if (index(table, name).isEmpty()) {
          throw e;
        }
      }
    }
    awaitIndex(table, name);
  }

  /** Nobody can read the index before. */
  private void awaitIndex(String table, String name) {
    Backoff backoff = new Backoff();
    while (index(table, name)
        .filter(found -> found.indexStatus() == IndexStatus.ACTIVE)
        .isEmpty()) {
      if (!backoff.again()) {
        backoff = new Backoff();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while " + name + " is built");
      }
    }
  }

  private Optional<GlobalSecondaryIndexDescription> index(String table, String name) {
    return client
        .describeTable(request -> request.tableName(table))
        .table()
        .globalSecondaryIndexes()
        .stream()
        .filter(found -> found.indexName().equals(name))
        .findFirst();
  }

  private void create(String table, Consumer<CreateTableRequest.Builder> design) {
    try {
      client.createTable(request ->
          request.tableName(table).billingMode(BillingMode.PAY_PER_REQUEST).applyMutation(design));
    } catch (ResourceInUseException e) {
      LOG.debug("{} is there", table);
    }
    client.waiter().waitUntilTableExists(request -> request.tableName(table));
  }

  private static GlobalSecondaryIndex keysOnly(String name, String partition, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(partition, KeyType.HASH), key(sort, KeyType.RANGE))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}

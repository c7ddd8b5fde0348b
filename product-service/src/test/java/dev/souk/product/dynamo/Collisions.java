package dev.souk.product.dynamo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Refuses a transaction that meets another one at an item, as Amazon's DynamoDB does. DynamoDB
 * Local lets it wait.
 */
public final class Collisions {
  private final Set<String> busy = new HashSet<>();
  private final AtomicInteger count = new AtomicInteger();

  /** How many transactions were refused. */
  public int count() {
    return count.get();
  }

  /** The client with that. */
  public DynamoDbClient between(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) -> {
              try {
                if (arguments != null
                    && arguments[0] instanceof TransactWriteItemsRequest transaction) {
                  return alone(transaction, client);
                }
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object alone(TransactWriteItemsRequest transaction, DynamoDbClient client) {
    List<String> items = transaction.transactItems().stream().map(Collisions::item).toList();
    begin(items);
    try {
      return client.transactWriteItems(transaction);
    } finally {
      end(items);
    }
  }

  private synchronized void begin(List<String> items) {
    if (items.stream().anyMatch(busy::contains)) {
      count.incrementAndGet();
      throw TransactionCanceledException.builder()
          .message("collided")
          .cancellationReasons(
              items.stream()
                  .map(item ->
                      CancellationReason.builder()
                          .code(busy.contains(item) ? "TransactionConflict" : "None")
                          .build())
                  .toList())
          .build();
    }
    busy.addAll(items);
  }

  private synchronized void end(List<String> items) {
    items.forEach(busy::remove);
  }

  private static String item(TransactWriteItem item) {
    if (item.put() != null) {
      return item(item.put().tableName(), item.put().item());
    }
    if (item.update() != null) {
      return item(item.update().tableName(), item.update().key());
    }
    return item.delete() != null
        ? item(item.delete().tableName(), item.delete().key())
        : item(item.conditionCheck().tableName(), item.conditionCheck().key());
  }

  private static String item(String table, Map<String, AttributeValue> key) {
    return table + '/' + key.get("pk").s() + '/' + key.get("sk").s();
  }
}

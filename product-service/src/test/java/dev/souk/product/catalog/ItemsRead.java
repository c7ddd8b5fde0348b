package dev.souk.product.catalog;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Counts the calls that a client makes and the items that it reads. */
final class ItemsRead {
  private final AtomicInteger items = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();

  void reset() {
    items.set(0);
    calls.set(0);
  }

  int items() {
    return items.get();
  }

  int calls() {
    return calls.get();
  }

  DynamoDbClient counting(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                Object response = method.invoke(client, arguments);
                calls.incrementAndGet();
                items.addAndGet(count(response));
                return response;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static int count(Object response) {
    return switch (response) {
      case null -> 0;
      case QueryResponse query -> query.scannedCount();
      case ScanResponse scan -> scan.scannedCount();
      case GetItemResponse get -> get.hasItem() ? 1 : 0;
      case BatchGetItemResponse batch ->
          batch.responses().values().stream().mapToInt(List::size).sum();
      default -> 0;
    };
  }
}

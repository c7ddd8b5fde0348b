package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.ProductsTable;
import io.grpc.Context;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Lists of product ids, newest first. Each is one partition, read backwards from where the page
 * before ended, except the list of all products, which is spread over shards that are read side by
 * side and merged.
 */
final class ProductLists {
  private final Dynamo dynamo;

  ProductLists(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  List<String> list(ProductQuery query, Optional<String> after, int limit) {
    String status = query.deleted() ? ProductsTable.DELETED : query.status().name();
    if (query.featured()) {
      return members(ProductsTable.featuredList(status), after, limit);
    }
    if (query.categoryId().isEmpty() && query.sellerId().isEmpty()) {
      return merged(status, after, limit);
    }
    if (query.categoryId().isEmpty()) {
      return members(ProductsTable.sellerList(query.sellerId(), status), after, limit);
    }
    if (query.sellerId().isEmpty()) {
      return members(ProductsTable.categoryList(query.categoryId(), status), after, limit);
    }
    return indexed(
        ProductsTable.sellerCategoryList(query.sellerId(), query.categoryId(), status),
        after,
        limit);
  }

  private List<String> merged(String status, Optional<String> after, int limit) {
    Context call = Context.current();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> shards =
          IntStream.range(0, ProductsTable.SHARDS)
              .mapToObj(shard -> ProductsTable.statusList(status, shard))
              .map(list -> threads.submit(call.wrap(() -> indexed(list, after, limit))))
              .toList();
      return shards.stream()
          .flatMap(shard -> result(shard).stream())
          .sorted(Comparator.reverseOrder())
          .limit(limit)
          .toList();
    }
  }

  private List<String> indexed(String list, Optional<String> after, int limit) {
    return ids(
        query(ProductsTable.LIST, ProductsTable.PRODUCT_ID, list, after, limit)
            .indexName(ProductsTable.LIST_INDEX));
  }

  private List<String> members(String list, Optional<String> after, int limit) {
    return ids(query(ProductsTable.PK, ProductsTable.SK, list, after, limit).consistentRead(true));
  }

  private List<String> ids(QueryRequest.Builder query) {
    return dynamo.query(query.build()).stream()
        .map(item -> item.text(ProductsTable.PRODUCT_ID))
        .toList();
  }

  private static QueryRequest.Builder query(
      String partitionKey, String sortKey, String list, Optional<String> after, int limit) {
    Map<String, String> names = new HashMap<>(Map.of("#partition", partitionKey));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":list", AttributeValue.fromS(list)));
    after.ifPresent(id -> {
      names.put("#sort", sortKey);
      values.put(":after", AttributeValue.fromS(id));
    });
    return QueryRequest.builder()
        .tableName(ProductsTable.NAME)
        .keyConditionExpression(
            "#partition = :list" + (after.isPresent() ? " AND #sort < :after" : ""))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .scanIndexForward(false)
        .limit(limit);
  }

  private static List<String> result(Future<List<String>> shard) {
    try {
      return shard.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("cannot read a shard", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading a shard", e);
    }
  }
}

package dev.souk.product.dynamo;

import dev.souk.kit.error.Errors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Reads and transactions on the service's tables. Everything here throws {@code
 * DEPENDENCY_UNAVAILABLE} when DynamoDB does not answer.
 */
public final class Dynamo {
  /** Keys that one batch read may name. */
  private static final int BATCH = 100;

  /** Items that one batch may write. */
  private static final int WRITE_BATCH = 25;

  private static final String COLLISION = "TransactionConflict";

  private static final Set<String> PASSING =
      Set.of(COLLISION, "ThrottlingError", "ProvisionedThroughputExceeded");

  /**
   * As long as a caller waits at most. Who goes on without its turn meets those who have theirs,
   * again and again: shorter is worse than none.
   */
  private static final Duration LONGEST_IN_QUEUE = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger(Dynamo.class);

  private final DynamoDbClient client;
  private final String prefix;
  private final HotItems hotItems = new HotItems(LONGEST_IN_QUEUE);

  /** Works on the tables whose names begin with the prefix. */
  public Dynamo(DynamoDbClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  /** The item at the key, in its newest state. */
  public Optional<Item> get(Key key) {
    GetItemResponse response =
        answered(() ->
            client.getItem(request ->
                request.tableName(table(key.table())).key(key.attributes()).consistentRead(true)));
    return response.hasItem() ? Optional.of(new Item(response.item())) : Optional.empty();
  }

  /**
   * The items at the keys, as far as there are any, in one batch read for each hundred keys.
   *
   * @param consistent whether in their newest state
   */
  public Map<Key, Item> batchGet(Collection<Key> keys, boolean consistent) {
    Map<Key, Item> found = new HashMap<>();
    List<Key> distinct = List.copyOf(new HashSet<>(keys));
    for (int from = 0; from < distinct.size(); from += BATCH) {
      List<Key> batch = distinct.subList(from, Math.min(from + BATCH, distinct.size()));
      readBatch(requestItems(batch, consistent), found);
    }
    return found;
  }

  /** Up to a page of items of a query; the request's table is named without the prefix. */
  public List<Item> query(QueryRequest query) {
    QueryRequest request = query.toBuilder().tableName(table(query.tableName())).build();
    return answered(() -> client.query(request)).items().stream().map(Item::new).toList();
  }

  /** All items of a query, page after page. For partitions that are known to be small. */
  public List<Item> queryAll(QueryRequest query) {
    List<Item> all = new ArrayList<>();
    QueryRequest request = query.toBuilder().tableName(table(query.tableName())).build();
    while (true) {
      QueryRequest page = request;
      QueryResponse response = answered(() -> client.query(page));
      response.items().stream().map(Item::new).forEach(all::add);
      if (!response.hasLastEvaluatedKey()) {
        return all;
      }
      request = request.toBuilder().exclusiveStartKey(response.lastEvaluatedKey()).build();
    }
  }

  /**
   * Writes all or nothing. Collisions with other transactions are repeated, those of this process
   * in turn, which terminates: the caller is told {@code CONTENTION} when they do not end.
   */
  public Outcome transact(List<Write> writes) {
    List<TransactWriteItem> items =
        writes.stream().map(write -> write.toTransactItem(table(write.key().table()))).toList();
    List<Key> keys = writes.stream().map(Write::key).toList();
    Set<Key> collided = new HashSet<>();
    Backoff backoff = new Backoff();
    while (true) {
      try (HotItems.Place place = hotItems.enter(keys, collided)) {
        do {
          Attempt attempt = attempt(writes, items);
          if (attempt.outcome().isPresent()) {
            return attempt.outcome().get();
          }
          collided.addAll(attempt.collided());
        } while (place.covers(collided) && backoff.again());
        if (place.covers(collided)) {
          throw Errors.contention("stock or product");
        }
      }
    }
  }

  /** Removes items; in a failure some of them may be removed. */
  public void deleteAll(Collection<Key> keys) {
    List<Key> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += WRITE_BATCH) {
      Map<String, List<WriteRequest>> batch =
          all.subList(from, Math.min(from + WRITE_BATCH, all.size())).stream()
              .collect(
                  Collectors.groupingBy(
                      key -> table(key.table()),
                      Collectors.mapping(
                          key ->
                              WriteRequest.builder()
                                  .deleteRequest(delete -> delete.key(key.attributes()))
                                  .build(),
                          Collectors.toList())));
      writeBatch(batch);
    }
  }

  /** Whether DynamoDB answers and has the tables; throws when not. */
  public void ping() {
    get(new Key(ProductsTable.NAME, "PING", "-"));
  }

  private String table(String name) {
    return prefix + name;
  }

  /**
   * What a transaction came to.
   *
   * @param outcome nothing when it failed of what passes
   * @param collided items that another transaction was at
   */
  private record Attempt(Optional<Outcome> outcome, Set<Key> collided) {
    private static Attempt done(Set<Key> refusedBy) {
      return new Attempt(Optional.of(new Outcome(refusedBy)), Set.of());
    }
  }

  private Attempt attempt(List<Write> writes, List<TransactWriteItem> items) {
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder().transactItems(items).build();
    try {
      answered(() -> client.transactWriteItems(request));
      return Attempt.done(Set.of());
    } catch (TransactionCanceledException e) {
      return refusal(writes, e);
    } catch (TransactionInProgressException e) {
      LOG.debug("transaction still in progress", e);
      return new Attempt(Optional.empty(), Set.of());
    }
  }

  /** Which conditions did not hold; nothing when it was a collision that passes. */
  private static Attempt refusal(List<Write> writes, TransactionCanceledException e) {
    Set<Key> refusedBy = new HashSet<>();
    Set<Key> collided = new HashSet<>();
    boolean passing = false;
    for (int i = 0; i < e.cancellationReasons().size(); i++) {
      String code = e.cancellationReasons().get(i).code();
      passing |= PASSING.contains(code);
      if ("ConditionalCheckFailed".equals(code)) {
        refusedBy.add(writes.get(i).key());
      } else if (COLLISION.equals(code)) {
        collided.add(writes.get(i).key());
      }
    }
    if (refusedBy.isEmpty() && !passing) {
      throw e;
    }
    return refusedBy.isEmpty() ? new Attempt(Optional.empty(), collided) : Attempt.done(refusedBy);
  }

  private void readBatch(Map<String, KeysAndAttributes> wanted, Map<Key, Item> found) {
    Map<String, KeysAndAttributes> rest = wanted;
    Backoff backoff = new Backoff();
    do {
      BatchGetItemRequest request = BatchGetItemRequest.builder().requestItems(rest).build();
      BatchGetItemResponse response = answered(() -> client.batchGetItem(request));
      response.responses().forEach((table, items) -> collect(table, items, found));
      rest = response.unprocessedKeys();
      if (rest.isEmpty()) {
        return;
      }
    } while (backoff.again());
    throw Errors.unavailable("dynamodb");
  }

  private void writeBatch(Map<String, List<WriteRequest>> wanted) {
    Map<String, List<WriteRequest>> rest = wanted;
    Backoff backoff = new Backoff();
    do {
      BatchWriteItemRequest request = BatchWriteItemRequest.builder().requestItems(rest).build();
      rest = answered(() -> client.batchWriteItem(request)).unprocessedItems();
      if (rest.isEmpty()) {
        return;
      }
    } while (backoff.again());
    throw Errors.unavailable("dynamodb");
  }

  private void collect(
      String table, List<Map<String, AttributeValue>> items, Map<Key, Item> found) {
    String name = table.substring(prefix.length());
    items.forEach(item -> found.put(Key.of(name, item), new Item(item)));
  }

  private Map<String, KeysAndAttributes> requestItems(List<Key> keys, boolean consistent) {
    return keys.stream()
        .collect(
            Collectors.groupingBy(
                key -> table(key.table()),
                Collectors.collectingAndThen(
                    Collectors.mapping(Key::attributes, Collectors.toList()),
                    attributes ->
                        KeysAndAttributes.builder()
                            .keys(attributes)
                            .consistentRead(consistent)
                            .build())));
  }

  private static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkClientException e) {
      LOG.warn("DynamoDB does not answer", e);
      throw Errors.unavailable("dynamodb");
    } catch (DynamoDbException e) {
      if (e.statusCode() >= 500 || e.isThrottlingException()) {
        LOG.warn("DynamoDB is not able to answer", e);
        throw Errors.unavailable("dynamodb");
      }
      throw e;
    }
  }
}

package dev.souk.product.inventory.store;

import dev.souk.kit.error.Errors;
import dev.souk.product.dynamo.Backoff;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Listing;
import dev.souk.product.inventory.domain.LowStock;
import dev.souk.product.inventory.domain.WatchedLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Low stock by two sparse indexes of the inventory table. */
public final class DynamoLowStock implements LowStock {
  private final Dynamo dynamo;
  private final KeptLevels levels;
  private final LowMark lowMark;

  /** Reads the indexes there, and marks what a new threshold makes low. */
  public DynamoLowStock(Dynamo dynamo, LowMark lowMark) {
    this.dynamo = dynamo;
    this.levels = new KeptLevels(dynamo);
    this.lowMark = lowMark;
  }

  @Override
  public Page page(Optional<String> sellerId, Optional<String> after, int size) {
    List<String> skus =
        sellerId
            .map(seller ->
                listed(
                    InventoryTable.LOW_BY_SELLER_INDEX,
                    LevelAttributes.LOW_SELLER,
                    InventoryTable.lowOf(seller),
                    after,
                    size + 1))
            .orElseGet(() -> everybodys(after, size + 1).toList());
    List<String> page = skus.stream().limit(size).toList();
    return new Page(
        stillLow(page, sellerId),
        skus.size() > size ? Optional.of(page.getLast()) : Optional.empty());
  }

  @Override
  public WatchedLevel watch(String sku, Listing listing, int threshold) {
    Backoff backoff = new Backoff();
    do {
      KeptLevel before = levels.find(sku);
      LevelUpdate update = LevelItems.blank(sku, "");
      Optional<Write> event = lowMark.watch(update, before, threshold, listing);
      List<Write> writes = new ArrayList<>();
      writes.add(Write.checkPresent(ProductsTable.sku(sku)));
      writes.add(update.write());
      event.ifPresent(writes::add);
      Outcome outcome = dynamo.transact(writes);
      if (outcome.done()) {
        return new WatchedLevel(before.level(), threshold, before.level().onHand() <= threshold);
      }
      if (outcome.refusedBy(ProductsTable.sku(sku))) {
        throw Errors.notFound("SKU", sku);
      }
    } while (backoff.again());
    throw Errors.contention("stock");
  }

  private Stream<String> everybodys(Optional<String> after, int limit) {
    return IntStream.range(0, InventoryTable.SHARDS)
        .mapToObj(InventoryTable::lowShard)
        .flatMap(shard ->
            listed(InventoryTable.LOW_INDEX, LevelAttributes.LOW_SHARD, shard, after, limit)
                .stream())
        .sorted()
        .limit(limit);
  }

  private List<String> listed(
      String index, String partitionKey, String partition, Optional<String> after, int limit) {
    Map<String, String> names = new HashMap<>(Map.of("#partition", partitionKey));
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":partition", AttributeValue.fromS(partition)));
    after.ifPresent(sku -> {
      names.put("#sku", InventoryTable.SKU);
      values.put(":after", AttributeValue.fromS(sku));
    });
    QueryRequest query =
        QueryRequest.builder()
            .tableName(InventoryTable.NAME)
            .indexName(index)
            .keyConditionExpression(
                "#partition = :partition" + (after.isPresent() ? " AND #sku > :after" : ""))
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .limit(limit)
            .build();
    return dynamo.query(query).stream().map(item -> item.text(InventoryTable.SKU)).toList();
  }

  /** Indexes are a moment behind, and SKUs that are gone stay in them. */
  private List<WatchedLevel> stillLow(List<String> skus, Optional<String> sellerId) {
    Map<Key, Item> listings = dynamo.batchGet(skus.stream().map(ProductsTable::sku).toList(), true);
    Map<String, KeptLevel> found = levels.find(skus);
    return skus.stream()
        .filter(sku -> isOffered(listings.get(ProductsTable.sku(sku)), sellerId))
        .map(found::get)
        .filter(Objects::nonNull)
        .filter(KeptLevel::low)
        .map(lowMark::watched)
        .toList();
  }

  private static boolean isOffered(
      @org.jspecify.annotations.Nullable Item listing, Optional<String> sellerId) {
    return listing != null
        && !listing.has("deleted")
        && sellerId.map(seller -> seller.equals(listing.text("sellerId"))).orElse(true);
  }
}

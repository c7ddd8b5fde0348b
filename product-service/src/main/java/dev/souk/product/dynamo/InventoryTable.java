package dev.souk.product.dynamo;

import java.time.Instant;

/**
 * The keys of the inventory table: a level, the ledger beside it, reservations, and the answers
 * kept for idempotency keys. The README of the module draws the whole.
 */
public final class InventoryTable {
  /** The table's name after the prefix. */
  public static final String NAME = "inventory";

  /** Partition key. */
  public static final String PK = "pk";

  /** Sort key. */
  public static final String SK = "sk";

  /** The index of reservations that somebody must look at, by when. */
  public static final String DUE_INDEX = "due";

  /** Partition key of {@link #DUE_INDEX}: a shard. Absent where nothing is due. */
  public static final String DUE_SHARD = "dueShard";

  /** Sort key of {@link #DUE_INDEX}: epoch milliseconds. */
  public static final String DUE_AT = "dueAt";

  /** Epoch seconds after which DynamoDB may remove the item. */
  public static final String EXPIRE_AT = "expireAt";

  /** Partitions that due reservations, and low stock, are spread over. */
  public static final int SHARDS = 8;

  /** The index of low stock by its seller, and by SKU. */
  public static final String LOW_BY_SELLER_INDEX = "low-by-seller";

  /** The index of all low stock in shards, and by SKU. */
  public static final String LOW_INDEX = "low";

  /** A level's SKU, the sort key of both. */
  public static final String SKU = "sku";

  /** The sort key of a level, from when there was one location. */
  public static final String LEVEL = "LEVEL#main";

  /** How the sort key of a ledger entry begins. */
  public static final String LEDGER = "LEDGER#";

  /** The sort key of a reservation. */
  public static final String RESERVATION = "RESERVATION";

  private InventoryTable() {}

  /** The stock of a SKU at all its locations. Absent as long as nobody did anything to it. */
  public static Key level(String sku) {
    return new Key(NAME, stock(sku), LEVEL);
  }

  /** The partition of a SKU's level and ledger. */
  public static String stock(String sku) {
    return "SKU#" + sku;
  }

  /** The low stock of a seller; a partition of {@link #LOW_BY_SELLER_INDEX}. */
  public static String lowOf(String sellerId) {
    return "LOW#" + sellerId;
  }

  /** Low stock that falls into a shard; a partition of {@link #LOW_INDEX}. */
  public static String lowShard(int shard) {
    return "LOW#" + shard;
  }

  /** The shard of {@link #LOW_INDEX} that a SKU falls into. */
  public static String lowShard(String sku) {
    return lowShard(Math.floorMod(sku.hashCode(), SHARDS));
  }

  /** One change of a SKU's stock. */
  public static Key ledgerEntry(String sku, String entryId) {
    return new Key(NAME, stock(sku), LEDGER + entryId);
  }

  /** The reservation of an order. */
  public static Key reservation(String orderId) {
    return new Key(NAME, "ORDER#" + orderId, RESERVATION);
  }

  /** The answer kept for an idempotency key. */
  public static Key answer(String scope) {
    return new Key(NAME, "ANSWER#" + scope, "-");
  }

  /** The shard of {@link #DUE_INDEX} that an order's reservation falls into. */
  public static String dueShard(String orderId) {
    return dueShard(Math.floorMod(orderId.hashCode(), SHARDS));
  }

  /** The name of a shard of {@link #DUE_INDEX}. */
  public static String dueShard(int shard) {
    return "DUE#" + shard;
  }

  /** An instant as {@link #EXPIRE_AT} has it. */
  public static long expireAt(Instant instant) {
    return instant.getEpochSecond();
  }
}

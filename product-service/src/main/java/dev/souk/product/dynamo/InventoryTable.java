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

  /** Units of a level that can be ordered. */
  public static final String AVAILABLE = "available";

  /** Partitions that due reservations are spread over. */
  public static final int SHARDS = 8;

  /** The only location so far. */
  public static final String MAIN = "main";

  /** How the sort key of a level begins. */
  public static final String LEVEL = "LEVEL#";

  /** How the sort key of a ledger entry begins. */
  public static final String LEDGER = "LEDGER#";

  /** The sort key of a reservation. */
  public static final String RESERVATION = "RESERVATION";

  private InventoryTable() {}

  /** The stock of a SKU at the main location. Absent as long as there never was any. */
  public static Key level(String sku) {
    return new Key(NAME, "SKU#" + sku, LEVEL + MAIN);
  }

  /** One change of a SKU's stock. */
  public static Key ledgerEntry(String sku, String entryId) {
    return new Key(NAME, "SKU#" + sku, LEDGER + entryId);
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

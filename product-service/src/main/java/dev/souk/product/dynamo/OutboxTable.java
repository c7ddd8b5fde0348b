package dev.souk.product.dynamo;

import java.util.Locale;

/**
 * The keys of the outbox table. It holds what waits for Kafka and nothing else, so that a read of a
 * shard's partition costs what waits there; beside that, the lease of each shard.
 */
public final class OutboxTable {
  /** The table's name after the prefix. */
  public static final String NAME = "outbox";

  /** Partition key. */
  public static final String PK = "pk";

  /** Sort key. */
  public static final String SK = "sk";

  /** Partitions that waiting events are spread over, and parts of the work of relaying. */
  public static final int SHARDS = 8;

  private OutboxTable() {}

  /**
   * An event that waits: after those of its aggregate's earlier versions. Kinds of events may count
   * their versions apart, so that the id tells them from one another.
   */
  public static Key event(String topic, String aggregateId, long version, String eventId) {
    String aggregate = topic + '#' + aggregateId;
    int shard = Math.floorMod(aggregate.hashCode(), SHARDS);
    return new Key(
        NAME, shard(shard), String.format(Locale.ROOT, "%s#%019d#%s", aggregate, version, eventId));
  }

  /** The partition of a shard. */
  public static String shard(int shard) {
    return "OUTBOX#" + shard;
  }

  /** Who relays a shard. */
  public static Key lease(int shard) {
    return new Key(NAME, "LEASE#" + shard, "-");
  }
}

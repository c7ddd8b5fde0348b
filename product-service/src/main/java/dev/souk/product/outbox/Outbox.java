package dev.souk.product.outbox;

import java.util.Collection;
import java.util.List;

/** Events that wait for Kafka, in shards; all events of an aggregate are in one. */
public interface Outbox {

  /** How many shards there are, numbered from 0. */
  int shards();

  /** The first events of a shard, those of one aggregate by version. */
  List<OutboxEvent> next(int shard, int limit);

  /** Removes events that Kafka has. */
  void sent(Collection<OutboxEvent> events);

  /**
   * Takes a shard, or keeps it, for a while in which nobody else is given it.
   *
   * @param relay who asks
   */
  boolean take(int shard, String relay);

  /** Gives up all shards that it has. */
  void release(String relay);
}

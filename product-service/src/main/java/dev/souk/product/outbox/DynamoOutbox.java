package dev.souk.product.outbox;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.OutboxTable;
import dev.souk.product.dynamo.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The outbox table. */
public final class DynamoOutbox implements Outbox {
  /** Longer than a publisher waits for Kafka, so that a shard is not taken over meanwhile. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private static final Duration RENEWAL = Duration.ofSeconds(3);

  private final Dynamo dynamo;
  private final Clock clock;
  private final Map<Lease, Instant> renewals = new ConcurrentHashMap<>();

  private record Lease(int shard, String relay) {}

  /** The outbox in the service's tables. */
  public DynamoOutbox(Dynamo dynamo, Clock clock) {
    this.dynamo = dynamo;
    this.clock = clock;
  }

  @Override
  public int shards() {
    return OutboxTable.SHARDS;
  }

  @Override
  public List<OutboxEvent> next(int shard, int limit) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(OutboxTable.NAME)
            .keyConditionExpression("pk = :shard")
            .expressionAttributeValues(
                Map.of(":shard", AttributeValue.fromS(OutboxTable.shard(shard))))
            .consistentRead(true)
            .limit(limit)
            .build();
    return dynamo.query(query).stream().map(OutboxEvent::read).toList();
  }

  @Override
  public void sent(Collection<OutboxEvent> events) {
    dynamo.deleteAll(events.stream().map(OutboxEvent::key).toList());
  }

  @Override
  public boolean take(int shard, String relay) {
    Lease lease = new Lease(shard, relay);
    Instant now = clock.instant();
    if (now.isBefore(renewals.getOrDefault(lease, Instant.MIN))) {
      return true;
    }
    boolean taken =
        dynamo
            .transact(
                List.of(
                    Write.update(
                            OutboxTable.lease(shard), "SET #holder = :relay, #leasedUntil = :end")
                        .when(
                            "attribute_not_exists(#pk) OR #leasedUntil < :now OR #holder = :relay")
                        .with("relay", relay)
                        .with("now", now.toEpochMilli())
                        .with("end", now.plus(LEASE).toEpochMilli())))
            .done();
    if (taken) {
      renewals.put(lease, now.plus(RENEWAL));
    } else {
      renewals.remove(lease);
    }
    return taken;
  }

  @Override
  public void release(String relay) {
    for (Lease lease : List.copyOf(renewals.keySet())) {
      if (lease.relay().equals(relay)) {
        renewals.remove(lease);
        Key key = OutboxTable.lease(lease.shard());
        // Refused where it has ended and somebody else has the shard: then all is well, too.
        var _ =
            dynamo.transact(
                List.of(Write.delete(key).when("#holder = :relay").with("relay", relay)));
      }
    }
  }
}

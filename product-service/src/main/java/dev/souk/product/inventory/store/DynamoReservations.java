package dev.souk.product.inventory.store;

import dev.souk.kit.id.Ids;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.Movement;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.Reservations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reservations in the inventory table. */
public final class DynamoReservations implements Reservations {
  /** How long after a step somebody else takes over a movement. */
  private static final Duration TAKEOVER = Duration.ofSeconds(30);

  private static final int DUE_AT_ONCE = 100;

  private static final String ACTOR = "order-service";

  private final Dynamo dynamo;
  private final Clock clock;
  private final Ids ids;

  /** Keeps reservations there. */
  public DynamoReservations(Dynamo dynamo, Clock clock, Ids ids) {
    this.dynamo = dynamo;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Optional<Reservation> find(String orderId) {
    return dynamo.get(InventoryTable.reservation(orderId)).map(ReservationItems::read);
  }

  @Override
  public Attempt reserve(Reservation reservation) {
    List<Write> writes = new ArrayList<>();
    writes.add(ReservationItems.create(reservation));
    reservation
        .lines()
        .forEach(line -> writes.add(LevelItems.reserve(line.sku(), line.quantity())));
    Outcome outcome = dynamo.transact(writes);
    if (outcome.done()) {
      return Attempt.RESERVED;
    }
    return outcome.refusedBy(InventoryTable.reservation(reservation.orderId()))
        ? Attempt.EXISTS
        : Attempt.SHORT;
  }

  @Override
  public boolean keepReleased(Reservation reservation) {
    return dynamo.transact(List.of(ReservationItems.create(reservation))).done();
  }

  @Override
  public boolean end(Reservation active, ReservationState end) {
    List<Write> writes = new ArrayList<>();
    writes.add(ReservationItems.settle(active, active.ended(end)));
    active.heldLines().forEach(line -> writes.add(LevelItems.release(line.sku(), line.quantity())));
    return written(active, writes);
  }

  @Override
  public boolean step(Reservation current, Movement movement) {
    Reservation after = current.afterStep(movement);
    Instant now = clock.instant();
    List<Write> writes = new ArrayList<>();
    writes.add(
        after.state() == movement.done()
            ? ReservationItems.settle(current, after)
            : ReservationItems.proceed(current, after, now.plus(TAKEOVER)));
    for (ReservationLine line : current.nextLines()) {
      writes.add(level(movement, line));
      writes.add(LevelItems.entry(entry(current, movement, line, now)));
    }
    return written(current, writes);
  }

  @Override
  public List<String> due(Instant now) {
    return IntStream.range(0, InventoryTable.SHARDS)
        .boxed()
        .flatMap(shard -> due(shard, now))
        .toList();
  }

  private Stream<String> due(int shard, Instant now) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(InventoryTable.NAME)
            .indexName(InventoryTable.DUE_INDEX)
            .keyConditionExpression("dueShard = :shard AND dueAt <= :now")
            .expressionAttributeValues(
                java.util.Map.of(
                    ":shard", AttributeValue.fromS(InventoryTable.dueShard(shard)),
                    ":now", AttributeValue.fromN(Long.toString(now.toEpochMilli()))))
            .limit(DUE_AT_ONCE)
            .build();
    return dynamo.query(query).stream().map(DynamoReservations::orderId);
  }

  private static String orderId(Item indexed) {
    return indexed.text(InventoryTable.PK).substring("ORDER#".length());
  }

  private static Write level(Movement movement, ReservationLine line) {
    return switch (movement) {
      case COMMIT -> LevelItems.sell(line.sku(), line.quantity());
      case RESTOCK -> LevelItems.restock(line.sku(), line.quantity());
    };
  }

  private LedgerEntry entry(
      Reservation reservation, Movement movement, ReservationLine line, Instant now) {
    return new LedgerEntry(
        ids.next("led"),
        line.sku(),
        movement.delta(line),
        movement.reason(),
        ACTOR,
        reservation.orderId(),
        now);
  }

  /** Whether it was written; levels that refuse what a reservation holds mean broken books. */
  private boolean written(Reservation reservation, List<Write> writes) {
    Outcome outcome = dynamo.transact(writes);
    Key key = InventoryTable.reservation(reservation.orderId());
    if (!outcome.done() && !outcome.refusedBy(key) && unchanged(reservation)) {
      throw new IllegalStateException(
          "levels lack what " + reservation + " holds: " + outcome.refusedBy());
    }
    return outcome.done();
  }

  private boolean unchanged(Reservation reservation) {
    return find(reservation.orderId()).equals(Optional.of(reservation));
  }
}

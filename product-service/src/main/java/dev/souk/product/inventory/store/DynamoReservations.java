package dev.souk.product.inventory.store;

import dev.souk.kit.id.Ids;
import dev.souk.product.dynamo.Backoff;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.AvailabilityChange;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.Movement;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.Reservations;
import dev.souk.product.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  /** Versions of an order's changes of what is available: it holds, it gives back, it restocks. */
  private static final long HELD = 1;

  private static final long ENDED = 2;
  private static final long MOVED = 3;

  private final Dynamo dynamo;
  private final Clock clock;
  private final Ids ids;
  private final LevelSteps levelSteps;
  private final Function<AvailabilityChange, OutboxEvent> availability;

  /**
   * Keeps reservations there, and marks levels that they make low.
   *
   * @param availability what to tell of SKUs that become available or run out
   */
  public DynamoReservations(
      Dynamo dynamo,
      Clock clock,
      Ids ids,
      LowMark lowMark,
      Function<AvailabilityChange, OutboxEvent> availability) {
    this.dynamo = dynamo;
    this.clock = clock;
    this.ids = ids;
    this.levelSteps = new LevelSteps(dynamo, lowMark);
    this.availability = availability;
  }

  @Override
  public Optional<Reservation> find(String orderId) {
    return dynamo.get(InventoryTable.reservation(orderId)).map(ReservationItems::read);
  }

  @Override
  public Attempt reserve(Reservation reservation, Set<String> last) {
    List<Write> writes = new ArrayList<>();
    writes.add(ReservationItems.create(reservation));
    LevelItems.bySku(reservation.lines())
        .forEach((sku, lines) -> writes.add(LevelItems.reserve(sku, lines, last.contains(sku))));
    new Turns(last).event(availability, reservation.orderId(), HELD).ifPresent(writes::add);
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
    Map<String, List<ReservationLine>> held = LevelItems.bySku(active.heldLines());
    Set<String> first = new HashSet<>();
    Outcome outcome;
    do {
      outcome = dynamo.transact(end(active, end, held, first));
      // A level that refuses has run out, as a rule. Once told of, it refuses no more.
    } while (first.addAll(refusing(outcome, held.keySet())));
    if (isBroken(outcome, active)) {
      throw brokenBooks(active, outcome);
    }
    return outcome.done();
  }

  private List<Write> end(
      Reservation active,
      ReservationState end,
      Map<String, List<ReservationLine>> held,
      Set<String> first) {
    List<Write> writes = new ArrayList<>();
    writes.add(ReservationItems.settle(active, active.ended(end)));
    held.forEach((sku, lines) -> writes.add(LevelItems.release(sku, lines, first.contains(sku))));
    new Turns(first).event(availability, active.orderId(), ENDED).ifPresent(writes::add);
    return writes;
  }

  private static List<String> refusing(Outcome outcome, Set<String> skus) {
    return skus.stream().filter(sku -> outcome.refusedBy(InventoryTable.level(sku))).toList();
  }

  @Override
  public boolean step(Reservation current, Movement movement) {
    Backoff backoff = new Backoff();
    Outcome outcome;
    do {
      outcome = dynamo.transact(step(current, movement, clock.instant()));
      if (!isBroken(outcome, current)) {
        return outcome.done();
      }
      // As a rule a level has crossed its threshold meanwhile; the next attempt knows.
    } while (backoff.again());
    throw brokenBooks(current, outcome);
  }

  private List<Write> step(Reservation current, Movement movement, Instant now) {
    Reservation after = current.afterStep(movement);
    List<Write> writes = new ArrayList<>();
    writes.add(
        after.state() == movement.done()
            ? ReservationItems.settle(current, after)
            : ReservationItems.proceed(current, after, now.plus(TAKEOVER)));
    Turns turns = new Turns();
    writes.addAll(levelSteps.writes(movement, current.nextLines(), turns));
    turns.event(availability, current.orderId(), MOVED + current.moved()).ifPresent(writes::add);
    for (ReservationLine line : current.nextLines()) {
      writes.add(LevelItems.entry(entry(current, movement, line, now)));
    }
    return writes;
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

  private LedgerEntry entry(
      Reservation reservation, Movement movement, ReservationLine line, Instant now) {
    return new LedgerEntry(
        ids.next("led"),
        line.sku(),
        line.location(),
        movement.delta(line),
        movement.reason(),
        ACTOR,
        reservation.orderId(),
        now);
  }

  /** Whether levels refuse what the reservation holds, which they never may. */
  private boolean isBroken(Outcome outcome, Reservation reservation) {
    Key key = InventoryTable.reservation(reservation.orderId());
    return !outcome.done() && !outcome.refusedBy(key) && unchanged(reservation);
  }

  private static IllegalStateException brokenBooks(Reservation reservation, Outcome outcome) {
    return new IllegalStateException(
        "levels lack what " + reservation + " holds: " + outcome.refusedBy());
  }

  private boolean unchanged(Reservation reservation) {
    return find(reservation.orderId()).equals(Optional.of(reservation));
  }
}

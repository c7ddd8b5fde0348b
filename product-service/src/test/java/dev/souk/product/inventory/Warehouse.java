package dev.souk.product.inventory;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.souk.event.v1.AvailabilityChanged;
import dev.souk.event.v1.StockLow;
import dev.souk.kit.id.Ids;
import dev.souk.product.TestClock;
import dev.souk.product.TestDynamo;
import dev.souk.product.audit.StockAudit;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Actor;
import dev.souk.product.inventory.domain.AdjustStock;
import dev.souk.product.inventory.domain.Adjustment;
import dev.souk.product.inventory.domain.CommitReservation;
import dev.souk.product.inventory.domain.Fingerprint;
import dev.souk.product.inventory.domain.Listing;
import dev.souk.product.inventory.domain.ReleaseReservation;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReserveStock;
import dev.souk.product.inventory.domain.RestockReservation;
import dev.souk.product.inventory.domain.StockLevel;
import dev.souk.product.inventory.domain.SweepReservations;
import dev.souk.product.inventory.domain.WatchedLevel;
import dev.souk.product.inventory.event.StockEvents;
import dev.souk.product.inventory.store.DynamoAnswers;
import dev.souk.product.inventory.store.DynamoLedger;
import dev.souk.product.inventory.store.DynamoListings;
import dev.souk.product.inventory.store.DynamoLowStock;
import dev.souk.product.inventory.store.DynamoReservations;
import dev.souk.product.inventory.store.DynamoStockLevels;
import dev.souk.product.inventory.store.LowMark;
import dev.souk.product.outbox.DynamoOutbox;
import dev.souk.product.outbox.OutboxEvent;
import dev.souk.product.outbox.OutboxEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The inventory on tables of its own, with a clock that a test moves. */
final class Warehouse implements AutoCloseable {
  static final Actor SELLER = new Actor("usr_seller", false);
  static final Duration TTL = Duration.ofMinutes(15);
  static final int LOW = 5;

  final TestClock clock = new TestClock();
  private final Ids ids = new Ids(Clock.systemUTC());
  private final DynamoDbClient client;
  private final Dynamo dynamo;
  private final StockAudit audit;
  final DynamoReservations reservations;
  final DynamoStockLevels levels;
  final CommitReservation commit;
  final RestockReservation restock;
  final ReleaseReservation release;
  final ReserveStock reserve;
  final SweepReservations sweep;
  final AdjustStock adjust;
  final DynamoLowStock lowStock;
  final DynamoLedger ledger;

  Warehouse() {
    this(UnaryOperator.identity());
  }

  /** With something between it and DynamoDB. */
  Warehouse(UnaryOperator<DynamoDbClient> between) {
    DynamoConfig config = TestDynamo.config();
    client = between.apply(config.client());
    new Migrations(client, config.tablePrefix(), clock).run();
    dynamo = new Dynamo(client, config.tablePrefix());
    audit = new StockAudit(client, config.tablePrefix(), Duration.ZERO, clock);
    StockEvents events = new StockEvents(new OutboxEvents(ids), clock);
    LowMark lowMark = new LowMark(LOW, events::of);
    reservations = new DynamoReservations(dynamo, clock, ids, lowMark, events::of);
    levels = new DynamoStockLevels(dynamo, clock, lowMark, events::of);
    commit = new CommitReservation(reservations);
    restock = new RestockReservation(reservations);
    release = new ReleaseReservation(reservations, clock, ids);
    reserve = new ReserveStock(reservations, levels, clock, ids);
    sweep = new SweepReservations(reservations, commit, restock, clock);
    adjust =
        new AdjustStock(
            levels,
            new DynamoListings(dynamo),
            new DynamoAnswers(dynamo),
            clock,
            ids,
            productId -> {});
    lowStock = new DynamoLowStock(dynamo, lowMark);
    ledger = new DynamoLedger(dynamo);
  }

  /** Lists a SKU and puts units of it in stock. */
  void stock(String sku, int quantity) {
    list(sku);
    if (quantity > 0) {
      adjust(sku, quantity);
    }
  }

  /** Lists a SKU. */
  void list(String sku) {
    Key key = ProductsTable.sku(sku);
    write(
        Write.put(
            key,
            ItemBuilder.at(key)
                .text("productId", "prd_" + sku)
                .text("sellerId", SELLER.userId())
                .text("status", "ACTIVE")));
  }

  WatchedLevel watch(String sku, int threshold) {
    return lowStock.watch(sku, new Listing("prd_" + sku, SELLER.userId(), true), threshold);
  }

  /** The SKUs of the seller that are low. */
  List<String> low() {
    return lowStock.page(Optional.of(SELLER.userId()), Optional.empty(), 100).levels().stream()
        .map(watched -> watched.level().sku())
        .toList();
  }

  /** What was told of a SKU that became low, in the order of time. */
  List<StockLow> told(String sku) {
    return waiting().stream()
        .flatMap(event -> payload(event, StockLow.class).stream())
        .filter(event -> event.getSku().equals(sku))
        .toList();
  }

  /**
   * The SKUs of which it was told that they became available or ran out, since it was asked last.
   */
  List<String> turned() {
    List<OutboxEvent> events = waiting();
    new DynamoOutbox(dynamo, clock).sent(events);
    return events.stream()
        .flatMap(event -> payload(event, AvailabilityChanged.class).stream())
        .flatMap(event -> event.getSkusList().stream())
        .sorted()
        .toList();
  }

  private List<OutboxEvent> waiting() {
    DynamoOutbox outbox = new DynamoOutbox(dynamo, clock);
    return IntStream.range(0, outbox.shards())
        .boxed()
        .flatMap(shard -> outbox.next(shard, 1000).stream())
        .toList();
  }

  private static <T extends Message> Optional<T> payload(OutboxEvent event, Class<T> type) {
    try {
      Any payload = event.envelope().getPayload();
      return payload.is(type) ? Optional.of(payload.unpack(type)) : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes past all rules. */
  void write(Write write) {
    dynamo.transact(List.of(write));
  }

  StockLevel adjust(String sku, int delta) {
    return adjustAt(StockLevel.MAIN, sku, delta);
  }

  StockLevel adjustAt(String location, String sku, int delta) {
    return adjust.adjust(
        new Adjustment(sku, delta, "CORRECTION", location), SELLER, Optional.empty());
  }

  StockLevel adjust(String sku, int delta, String key) {
    return adjust.adjust(
        new Adjustment(sku, delta, "CORRECTION", StockLevel.MAIN),
        SELLER,
        Optional.of(new Fingerprint("usr_seller#AdjustStock#" + key, sku + delta)));
  }

  Reservation reserve(String orderId, String sku, int quantity) {
    return reserve.reserve(orderId, List.of(new ReservationLine(sku, quantity)), TTL);
  }

  StockLevel level(String sku) {
    return levels.find(List.of(sku)).get(sku);
  }

  String newOrder() {
    return ids.next("ord");
  }

  List<String> violations() {
    return audit.violations();
  }

  @Override
  public void close() {
    client.close();
  }
}

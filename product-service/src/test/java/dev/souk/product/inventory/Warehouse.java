package dev.souk.product.inventory;

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
import dev.souk.product.inventory.domain.ReleaseReservation;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReserveStock;
import dev.souk.product.inventory.domain.RestockReservation;
import dev.souk.product.inventory.domain.StockLevel;
import dev.souk.product.inventory.domain.SweepReservations;
import dev.souk.product.inventory.store.DynamoAnswers;
import dev.souk.product.inventory.store.DynamoListings;
import dev.souk.product.inventory.store.DynamoReservations;
import dev.souk.product.inventory.store.DynamoStockLevels;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The inventory on tables of its own, with a clock that a test moves. */
final class Warehouse implements AutoCloseable {
  static final Actor SELLER = new Actor("usr_seller", false);
  static final Duration TTL = Duration.ofMinutes(15);

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

  Warehouse() {
    DynamoConfig config = TestDynamo.config();
    client = config.client();
    new Migrations(client, config.tablePrefix(), clock).run();
    dynamo = new Dynamo(client, config.tablePrefix());
    audit = new StockAudit(client, config.tablePrefix(), Duration.ZERO, clock);
    reservations = new DynamoReservations(dynamo, clock, ids);
    levels = new DynamoStockLevels(dynamo, clock);
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
  }

  /** Lists a SKU and puts units of it in stock. */
  void stock(String sku, int quantity) {
    Key key = ProductsTable.sku(sku);
    write(
        Write.put(
            key,
            ItemBuilder.at(key)
                .text("productId", "prd_" + sku)
                .text("sellerId", SELLER.userId())
                .text("status", "ACTIVE")));
    if (quantity > 0) {
      adjust(sku, quantity);
    }
  }

  /** Writes past all rules. */
  void write(Write write) {
    dynamo.transact(List.of(write));
  }

  StockLevel adjust(String sku, int delta) {
    return adjust.adjust(new Adjustment(sku, delta, "CORRECTION"), SELLER, Optional.empty());
  }

  StockLevel adjust(String sku, int delta, String key) {
    return adjust.adjust(
        new Adjustment(sku, delta, "CORRECTION"),
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

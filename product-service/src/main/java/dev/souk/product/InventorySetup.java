package dev.souk.product;

import dev.souk.kit.server.SoukServer;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.inventory.Sweeper;
import dev.souk.product.inventory.api.InventoryService;
import dev.souk.product.inventory.domain.AdjustStock;
import dev.souk.product.inventory.domain.CommitReservation;
import dev.souk.product.inventory.domain.ReadLedger;
import dev.souk.product.inventory.domain.ReadStock;
import dev.souk.product.inventory.domain.ReleaseReservation;
import dev.souk.product.inventory.domain.Reservations;
import dev.souk.product.inventory.domain.ReserveStock;
import dev.souk.product.inventory.domain.RestockReservation;
import dev.souk.product.inventory.domain.RestockReturn;
import dev.souk.product.inventory.domain.SweepReservations;
import dev.souk.product.inventory.domain.WatchStock;
import dev.souk.product.inventory.event.StockEvents;
import dev.souk.product.inventory.metric.MeteredReservations;
import dev.souk.product.inventory.metric.StockOuts;
import dev.souk.product.inventory.store.DynamoAnswers;
import dev.souk.product.inventory.store.DynamoLedger;
import dev.souk.product.inventory.store.DynamoListings;
import dev.souk.product.inventory.store.DynamoLowStock;
import dev.souk.product.inventory.store.DynamoReservations;
import dev.souk.product.inventory.store.DynamoStockLevels;
import dev.souk.product.inventory.store.LowMark;
import dev.souk.product.seller.SellerGuard;
import java.util.function.Consumer;

/**
 * Stock and its reservations.
 *
 * @param productChanged told the id of a product whose stock was adjusted
 */
record InventorySetup(Foundation base, SellerGuard sellerGuard, Consumer<String> productChanged) {

  /** Serves them, and gives back what expired reservations hold. */
  void start() {
    SoukServer server = base.server();
    ProductConfig config = base.config();
    Dynamo dynamo = base.dynamo();
    StockEvents events = new StockEvents(base.events(), base.clock());
    LowMark lowMark = new LowMark(config.lowStockThreshold(), events::of);
    DynamoStockLevels levels = new DynamoStockLevels(dynamo, base.clock(), lowMark, events::of);
    DynamoListings listings = new DynamoListings(dynamo);
    Reservations reservations =
        new MeteredReservations(
            new DynamoReservations(dynamo, base.clock(), base.ids(), lowMark, events::of),
            server.metrics());
    CommitReservation commit = new CommitReservation(reservations);
    RestockReservation restock = new RestockReservation(reservations);
    server.serve(
        new InventoryService(
                new ReadStock(levels, listings),
                new AdjustStock(
                    levels,
                    listings,
                    new DynamoAnswers(dynamo),
                    base.clock(),
                    base.ids(),
                    productChanged),
                new WatchStock(new DynamoLowStock(dynamo, lowMark), listings),
                new ReadLedger(new DynamoLedger(dynamo), listings),
                new ReserveStock(reservations, levels, base.clock(), base.ids()),
                commit,
                new ReleaseReservation(reservations, base.clock(), base.ids()),
                restock,
                new RestockReturn(levels, listings, base.clock(), productChanged),
                sellerGuard,
                new StockOuts(server.metrics()))
            .bind());
    server.closing(
        Sweeper.start(
            new SweepReservations(reservations, commit, restock, base.clock()),
            config.sweepInterval(),
            server.metrics().counter("souk_reservations_swept")));
  }
}

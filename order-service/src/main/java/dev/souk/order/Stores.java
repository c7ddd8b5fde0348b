package dev.souk.order;

import dev.souk.kit.sql.Database;
import dev.souk.order.metric.MeteredEvents;
import dev.souk.order.store.PostgresFulfilments;
import dev.souk.order.store.PostgresOrders;
import dev.souk.order.store.PostgresRefunds;
import dev.souk.order.store.PostgresRequestKeys;
import dev.souk.order.store.PostgresReturns;
import dev.souk.order.store.PostgresSagas;
import dev.souk.order.store.PostgresTasks;
import java.time.Clock;

/** The stores that several parts of the service share. */
record Stores(
    PostgresOrders orders,
    PostgresRequestKeys keys,
    PostgresSagas sagas,
    PostgresTasks tasks,
    PostgresFulfilments fulfilments,
    PostgresRefunds refunds,
    PostgresReturns returns) {

  static Stores of(Foundation base) {
    Database database = base.database();
    MeteredEvents events = base.events();
    Clock clock = base.clock();
    PostgresRefunds refunds =
        new PostgresRefunds(database, events, events, base.audit(), base.leases(), clock);
    return new Stores(
        new PostgresOrders(database),
        new PostgresRequestKeys(database, clock),
        new PostgresSagas(database, events, base.leases(), base.config().fulfilment(), clock),
        new PostgresTasks(database, base.leases(), clock),
        new PostgresFulfilments(database, events, clock),
        refunds,
        new PostgresReturns(database, events, base.audit(), refunds, base.leases(), clock));
  }
}

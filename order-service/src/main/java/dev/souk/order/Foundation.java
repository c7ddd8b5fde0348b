package dev.souk.order;

import dev.souk.kit.id.Ids;
import dev.souk.kit.log.CallContext;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Migrations;
import dev.souk.kit.tracing.ResumedWork;
import dev.souk.order.event.OrderEvents;
import dev.souk.order.metric.MeteredEvents;
import dev.souk.order.store.AuditNotes;
import dev.souk.order.store.Leases;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * What each part of the service stands on.
 *
 * @param server serves what the parts add to it
 * @param database the tables, as the newest migration leaves them
 * @param audit writes what was done, with the change
 * @param leases how this instance holds sagas and tasks
 */
record Foundation(
    SoukServer server,
    OrderConfig config,
    Database database,
    MeteredEvents events,
    AuditNotes audit,
    Leases leases,
    Ids ids,
    Clock clock) {
  static final String NAME = "order-service";
  private static final String SCHEMA = "public";
  private static final String MIGRATIONS = "db/order";

  /** How this instance goes on with what a call did not end. */
  ResumedWork resumed() {
    return new ResumedWork(NAME, server.tracing());
  }

  /** Brings the tables up to date, as the user that the settings name. */
  static void migrate(Map<String, String> env) {
    Migrations.apply(env, SCHEMA, MIGRATIONS);
  }

  /** Opens the database, with its tables up to date. */
  static Foundation of(
      OrderConfig config, Set<String> currencies, Map<String, String> env, Clock clock) {
    SoukServer server = SoukServer.named(NAME, env, clock);
    Migrations.prepare(config.migrations(), config.postgres(), SCHEMA, MIGRATIONS);
    Database database =
        server.closing(
            Database.open(
                NAME, config.postgres(), SCHEMA, config.postgresPool(), server.tracing()));
    database.bindTo(server.metrics());
    server.readiness("postgresql", database::ping);
    Ids ids = new Ids(clock);
    return new Foundation(
        server,
        config,
        database,
        new MeteredEvents(
            new OrderEvents(ids, () -> CallContext.current().traceparent()),
            server.metrics(),
            currencies),
        new AuditNotes(server.auditEvents(), clock),
        new Leases(ids.next("ins"), config.lease()),
        ids,
        clock);
  }
}

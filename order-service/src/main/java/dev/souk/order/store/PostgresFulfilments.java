package dev.souk.order.store;

import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Database;
import dev.souk.order.domain.Events;
import dev.souk.order.domain.Fulfilments;
import dev.souk.order.domain.Order;
import java.time.Clock;
import java.util.Optional;

/** The way of orders to their buyers, in PostgreSQL. */
public final class PostgresFulfilments implements Fulfilments {
  private final Database database;
  private final Events events;
  private final Clock clock;

  /** Keeps it in the database. */
  public PostgresFulfilments(Database database, Events events, Clock clock) {
    this.database = database;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public boolean keep(Order changed) {
    return database.transaction(sql -> {
      if (!OrderTable.change(sql, changed)) {
        return false;
      }
      Optional<OutboxEvent> event = events.of(changed);
      if (event.isPresent()) {
        OutboxTable.insert(sql, event.get(), clock.instant());
      }
      return true;
    });
  }

  @Override
  public boolean hasDelivered(String userId, String productId) {
    return database.run(sql ->
        sql.first(
                """
                select exists (
                  select from orders join order_item using (order_id)
                  where user_id = ? and state = 'DELIVERED' and product_id = ?)
                """,
                row -> row.getBoolean(1),
                userId,
                productId)
            .orElseThrow());
  }
}

package dev.souk.order.store;

import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.Address;
import dev.souk.order.domain.BuyerErasure;
import dev.souk.order.domain.OrderState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Erases buyers from orders in PostgreSQL, some hundreds at a time. */
public final class PostgresBuyerErasure implements BuyerErasure {
  private static final int BATCH = 500;

  private static final String[] ENDED =
      Arrays.stream(OrderState.values())
          .filter(OrderState::hasEnded)
          .map(OrderState::name)
          .toArray(String[]::new);

  private final Database database;

  /** Erases in the database. */
  public PostgresBuyerErasure(Database database) {
    this.database = database;
  }

  @Override
  public int erase(String userId, Instant now) {
    while (database.transaction(sql -> eraseSome(sql, userId, now)) == BATCH) {
      // There may be more.
    }
    return database.run(sql ->
        sql.first(
                "select count(*) from orders where user_id = ? and state <> all(?)",
                row -> row.getInt(1),
                userId,
                ENDED)
            .orElseThrow());
  }

  @Override
  public int eraseGuests(Instant placedBefore, Instant now) {
    int erased = 0;
    int batch;
    do {
      batch = database.transaction(sql -> eraseSomeGuests(sql, placedBefore, now));
      erased += batch;
    } while (batch == BATCH);
    return erased;
  }

  private static int eraseSome(Sql sql, String userId, Instant now) throws SQLException {
    return erase(
        sql,
        now,
        sql.list(
            """
            select order_id from orders
            where user_id = ? and erase_time is null and state = any(?)
            order by order_id limit ? for update
            """,
            row -> row.getString(1),
            userId,
            ENDED,
            BATCH));
  }

  private static int eraseSomeGuests(Sql sql, Instant placedBefore, Instant now)
      throws SQLException {
    return erase(
        sql,
        now,
        sql.list(
            """
            select order_id from orders
            where email <> '' and create_time < ? and state = any(?)
            order by create_time limit ? for update skip locked
            """,
            row -> row.getString(1),
            placedBefore,
            ENDED,
            BATCH));
  }

  /** Of the address the country stays: which taxes were due depends on it; so does the carrier. */
  private static int erase(Sql sql, Instant now, List<String> orderIds) throws SQLException {
    String[] ids = orderIds.toArray(String[]::new);
    sql.update(
        """
        update orders set erase_time = ?, customer_note = '',
            tracking_number = case when carrier is not null then '' end,
            email = case when email is not null then '' end,
            access_token_hash = case when email is not null then '' end,
            shipping_address = ?::jsonb || jsonb_build_object('countryCode', shipping_address->'countryCode'),
            billing_address = ?::jsonb || jsonb_build_object('countryCode', billing_address->'countryCode')
        where order_id = any(?)
        """,
        now,
        AddressJson.write(Address.NONE),
        AddressJson.write(Address.NONE),
        ids);
    sql.update(
        """
        update order_history set reason = '' from orders
        where order_history.order_id = any(?) and orders.order_id = order_history.order_id
          and actor = user_id and reason <> ''
        """,
        (Object) ids);
    sql.update(
        """
        update return_history set reason = '' where version = 1 and reason <> '' and return_id in (
          select return_id from order_return where order_id = any(?))
        """,
        (Object) ids);
    sql.update(
        "update order_note set text = '' where order_id = any(?) and text <> ''", (Object) ids);
    return ids.length;
  }
}

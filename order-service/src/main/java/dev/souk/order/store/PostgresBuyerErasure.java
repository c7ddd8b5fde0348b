package dev.souk.order.store;

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
    while (database.inTransaction(sql -> eraseSome(sql, userId, now)) == BATCH) {
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

  /** Of the address the country stays: which taxes were due depends on it; so does the carrier. */
  private static int eraseSome(Sql sql, String userId, Instant now) throws SQLException {
    List<String> erased =
        sql.list(
            """
            update orders set erase_time = ?, customer_note = '',
                tracking_number = case when carrier is not null then '' end,
                shipping_address = ?::jsonb || jsonb_build_object('countryCode', shipping_address->'countryCode'),
                billing_address = ?::jsonb || jsonb_build_object('countryCode', billing_address->'countryCode')
            where order_id in (
              select order_id from orders
              where user_id = ? and erase_time is null and state = any(?)
              order by order_id limit ? for update)
            returning order_id
            """,
            row -> row.getString(1),
            now,
            AddressJson.write(Address.NONE),
            AddressJson.write(Address.NONE),
            userId,
            ENDED,
            BATCH);
    sql.update(
        """
        update order_history set reason = ''
        where order_id = any(?) and actor = ? and reason <> ''
        """,
        erased.toArray(String[]::new),
        userId);
    return erased.size();
  }
}

package dev.souk.order.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.Sales;
import dev.souk.order.domain.SalesReport;
import dev.souk.order.domain.SalesReport.DaySales;
import dev.souk.order.domain.SalesReport.ProductSales;
import dev.souk.order.domain.Statistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics in PostgreSQL: what was added up, and the changes since. */
public final class PostgresStatistics implements Statistics {
  /** Any number that no other lock of the database has. */
  private static final long LOCK = 7_256_139_004_411L;

  private static final int BATCH = 2000;

  private final Database database;

  /** Reads and adds up in the database. */
  public PostgresStatistics(Database database) {
    this.database = database;
  }

  @Override
  public SalesReport report(LocalDate start, LocalDate end, int topProducts) {
    return database.transaction(sql -> {
      sql.update("set transaction isolation level repeatable read, read only");
      return new SalesReport(days(sql, start, end), products(sql, start, end, topProducts));
    });
  }

  private static List<DaySales> days(Sql sql, LocalDate start, LocalDate end) throws SQLException {
    return sql.list(
        """
        select day, currency, sum(orders) as orders, sum(cancelled_orders) as cancelled_orders, sum(units) as units,
            sum(cancelled_units) as cancelled_units, sum(gross) as gross, sum(refunded) as refunded
        from (
          select day, currency, orders, cancelled_orders, units, cancelled_units, gross, refunded
            from sales_day where day between ? and ?
          union all
          select day, currency, orders, cancelled_orders, units, cancelled_units, gross, refunded
            from sales_change_of_day where day between ? and ?) part
        group by day, currency order by day, currency
        """,
        row ->
            new DaySales(
                row.getObject("day", LocalDate.class),
                new Sales(
                    row.getString("currency"),
                    row.getLong("orders"),
                    row.getLong("cancelled_orders"),
                    row.getLong("units"),
                    row.getLong("cancelled_units"),
                    row.getLong("gross"),
                    row.getLong("refunded"))),
        start,
        end,
        start,
        end);
  }

  private static List<ProductSales> products(Sql sql, LocalDate start, LocalDate end, int limit)
      throws SQLException {
    Map<String, ProductSales> products = new LinkedHashMap<>();
    sql.list(
            """
            with sold as (
              select day, product_id, currency, name, units, cancelled_units, revenue
                from product_day where day between ? and ?
              union all
              select day, product_id, currency, name, units, cancelled_units, revenue
                from product_change_of_day where day between ? and ?),
            top as (
              select product_id, sum(units) as units, sum(cancelled_units) as cancelled_units,
                  (array_agg(name order by day desc) filter (where units > 0))[1] as name
              from sold group by product_id having sum(units) > 0
              order by units desc, product_id limit ?)
            select top.product_id, top.name, top.units, top.cancelled_units, currency, sum(revenue) as revenue
            from top join sold using (product_id)
            group by top.product_id, top.name, top.units, top.cancelled_units, currency having sum(sold.units) > 0
            order by top.units desc, top.product_id, currency
            """,
            PostgresStatistics::product,
            start,
            end,
            start,
            end,
            limit)
        .forEach(product -> products.merge(product.productId(), product, PostgresStatistics::both));
    return List.copyOf(products.values());
  }

  private static ProductSales product(ResultSet row) throws SQLException {
    return new ProductSales(
        row.getString("product_id"),
        row.getString("name"),
        row.getLong("units"),
        row.getLong("cancelled_units"),
        List.of(new Amount(row.getString("currency"), row.getLong("revenue"))));
  }

  private static ProductSales both(ProductSales one, ProductSales inAnotherCurrency) {
    List<Amount> revenue = new ArrayList<>(one.revenue());
    revenue.addAll(inAnotherCurrency.revenue());
    return new ProductSales(
        one.productId(), one.name(), one.units(), one.cancelledUnits(), List.copyOf(revenue));
  }

  @Override
  public void addUp() {
    while (database.transaction(PostgresStatistics::addUpSome) == BATCH) {
      // There may be more.
    }
  }

  /** Moves changes into the sums; nobody sees a change in both, or in neither. */
  private static int addUpSome(Sql sql) throws SQLException {
    boolean isAlone =
        sql.first("select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
            .orElseThrow();
    if (!isAlone) {
      return 0;
    }
    Long[] ids =
        sql.list("select id from sales_change order by id limit ?", row -> row.getLong(1), BATCH)
            .toArray(Long[]::new);
    if (ids.length == 0) {
      return 0;
    }
    sql.update(
        """
        insert into sales_day as total
        select day, currency, sum(orders), sum(cancelled_orders), sum(units), sum(cancelled_units), sum(gross),
          sum(refunded)
        from sales_change_of_day where id = any(?) group by day, currency
        on conflict (day, currency) do update set
          orders = total.orders + excluded.orders,
          cancelled_orders = total.cancelled_orders + excluded.cancelled_orders,
          units = total.units + excluded.units,
          cancelled_units = total.cancelled_units + excluded.cancelled_units,
          gross = total.gross + excluded.gross,
          refunded = total.refunded + excluded.refunded
        """,
        (Object) ids);
    sql.update(
        """
        insert into product_day as total
        select day, product_id, currency, (array_agg(name order by id desc))[1], sum(units), sum(cancelled_units),
          sum(revenue)
        from product_change_of_day where id = any(?) group by day, product_id, currency
        on conflict (day, product_id, currency) do update set
          name = excluded.name,
          units = total.units + excluded.units,
          cancelled_units = total.cancelled_units + excluded.cancelled_units,
          revenue = total.revenue + excluded.revenue
        """,
        (Object) ids);
    return sql.update("delete from sales_change where id = any(?)", (Object) ids);
  }
}

package dev.souk.order.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.discount.AppliedDiscount;
import dev.souk.order.domain.GuestAccess;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.LockedOrder;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderCursor;
import dev.souk.order.domain.OrderItem;
import dev.souk.order.domain.OrderQuery;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.Shipment;
import dev.souk.order.domain.Terms;
import dev.souk.order.pricing.DeliveryWindow;
import dev.souk.order.pricing.Percent;
import dev.souk.order.pricing.TaxRate;
import dev.souk.order.pricing.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads orders: five statements however many they are. */
public final class PostgresOrders implements Orders {
  static final String SELECT =
      """
      select orders.*, array(
        select code || ' ' || amount || ' ' || shipping from discount_redemption redeemed
        where redeemed.order_id = orders.order_id order by code) as discounts
      from orders
      """;
  private static final String PAGE_OF_BUYER = SELECT + "where user_id = ? and state <> 'FAILED' ";

  private final Database database;

  /** Reads from the database. */
  public PostgresOrders(Database database) {
    this.database = database;
  }

  /** A part of an order, with the order it belongs to. */
  private record Part<T>(String orderId, T value) {}

  @Override
  public Optional<Order> find(String orderId) {
    return read(SELECT + "where order_id = ?", orderId).stream().findFirst();
  }

  @Override
  public Optional<Order> findOf(String orderId, String ownerId) {
    return read(SELECT + "where order_id = ? and user_id = ?", orderId, ownerId).stream()
        .findFirst();
  }

  @Override
  public Optional<LockedOrder> locked(String orderId) {
    return database.run(sql ->
        sql.first(
            "select user_id, coalesce(access_token_hash, '') as token_hash from orders where order_id = ?",
            row -> new LockedOrder(row.getString("user_id"), row.getString("token_hash")),
            orderId));
  }

  @Override
  public List<Order> allOf(String userId, Optional<String> after, int limit) {
    // Ids begin with the time that they were made at, and none is as great as this text.
    return read(
        SELECT + "where user_id = ? and order_id < ? order by order_id desc limit ?",
        userId,
        after.orElse("ord_~"),
        limit);
  }

  @Override
  public List<Order> page(OrderQuery query) {
    StringBuilder sql = new StringBuilder(PAGE_OF_BUYER);
    List<Object> parameters = new ArrayList<>(List.of(query.userId()));
    query
        .state()
        .ifPresent(state -> {
          sql.append("and state = ? ");
          parameters.add(state);
        });
    query
        .after()
        .ifPresent((OrderCursor cursor) -> {
          sql.append("and (create_time, order_id) < (?, ?) ");
          parameters.add(cursor.createTime());
          parameters.add(cursor.orderId());
        });
    sql.append("order by create_time desc, order_id desc limit ?");
    parameters.add(query.limit());
    return read(sql.toString(), parameters.toArray());
  }

  /** All in one transaction, lest an order be read with the history of a later state. */
  List<Order> read(String query, Object... parameters) {
    return database.transaction(sql -> {
      sql.update("set transaction isolation level repeatable read, read only");
      List<Row> rows = sql.list(query, Row::read, parameters);
      if (rows.isEmpty()) {
        return List.of();
      }
      String[] ids = rows.stream().map(Row::orderId).toArray(String[]::new);
      Map<String, List<Part<OrderItem>>> items = items(sql, rows, ids);
      Map<String, List<Part<HistoryEntry>>> history = history(sql, ids);
      Map<String, List<Refund>> refunds = RefundTable.of(sql, ids);
      return rows.stream()
          .map(row ->
              row.toOrder(
                  values(items.get(row.orderId())),
                  values(history.get(row.orderId())),
                  refunds.getOrDefault(row.orderId(), List.of())))
          .toList();
    });
  }

  private static <T> List<T> values(List<Part<T>> parts) {
    return parts.stream().map(Part::value).toList();
  }

  private static Map<String, List<Part<OrderItem>>> items(Sql sql, List<Row> rows, String[] ids)
      throws SQLException {
    Map<String, String> currencies =
        rows.stream().collect(Collectors.toMap(Row::orderId, Row::currency));
    return sql
        .list(
            "select * from order_item where order_id = any(?) order by order_id, position",
            row -> {
              String orderId = row.getString("order_id");
              return new Part<>(orderId, item(row, currencies.get(orderId)));
            },
            (Object) ids)
        .stream()
        .collect(Collectors.groupingBy(Part::orderId));
  }

  private static OrderItem item(ResultSet row, String currency) throws SQLException {
    return new OrderItem(
        row.getString("sku"),
        row.getString("product_id"),
        row.getString("name"),
        row.getInt("quantity"),
        new Amount(currency, row.getLong("unit_price")),
        new Amount(currency, row.getLong("discount")),
        taxRate(row, "tax_name", "tax_percent"),
        new Amount(currency, row.getLong("tax")));
  }

  private static TaxRate taxRate(ResultSet row, String name, String percent) throws SQLException {
    return new TaxRate(row.getString(name), new Percent(row.getBigDecimal(percent)));
  }

  private static Map<String, List<Part<HistoryEntry>>> history(Sql sql, String[] ids)
      throws SQLException {
    return sql
        .list(
            "select * from order_history where order_id = any(?) order by order_id, version",
            row ->
                new Part<>(
                    row.getString("order_id"),
                    new HistoryEntry(
                        OrderState.valueOf(row.getString("state")),
                        Sql.instant(row, "time"),
                        row.getString("actor"),
                        row.getString("reason"))),
            (Object) ids)
        .stream()
        .collect(Collectors.groupingBy(Part::orderId));
  }

  /** A row of orders. */
  private record Row(String orderId, String currency, Order withoutParts) {
    static Row read(ResultSet row) throws SQLException {
      String currency = row.getString("currency");
      return new Row(
          row.getString("order_id"),
          currency,
          new Order(
              row.getString("order_id"),
              row.getString("number"),
              row.getString("user_id"),
              List.of(),
              totals(row, currency),
              terms(row, currency),
              AddressJson.read(row.getString("shipping_address")),
              AddressJson.read(row.getString("billing_address")),
              Optional.ofNullable(row.getString("payment_id")),
              shipment(row),
              List.of(),
              List.of()));
    }

    private static Optional<Shipment> shipment(ResultSet row) throws SQLException {
      String carrier = row.getString("carrier");
      return carrier == null
          ? Optional.empty()
          : Optional.of(new Shipment(carrier, row.getString("tracking_number")));
    }

    private static Terms terms(ResultSet row, String currency) throws SQLException {
      return new Terms(
          row.getBoolean("from_cart"),
          row.getString("shipping_method"),
          delivery(row),
          taxRate(row, "shipping_tax_name", "shipping_tax_percent"),
          new Amount(currency, row.getLong("shipping_tax")),
          discounts(row, currency),
          row.getString("customer_note"),
          guest(row));
    }

    private static Optional<GuestAccess> guest(ResultSet row) throws SQLException {
      String email = row.getString("email");
      return email == null
          ? Optional.empty()
          : Optional.of(new GuestAccess(email, row.getString("access_token_hash")));
    }

    private static List<AppliedDiscount> discounts(ResultSet row, String currency)
        throws SQLException {
      return Arrays.stream((String[]) row.getArray("discounts").getArray())
          .map(text -> text.split(" ", 3))
          .map(parts ->
              new AppliedDiscount(
                  parts[0],
                  new Amount(currency, Long.parseLong(parts[1])),
                  new Amount(currency, Long.parseLong(parts[2]))))
          .toList();
    }

    private static Optional<DeliveryWindow> delivery(ResultSet row) throws SQLException {
      LocalDate earliest = row.getObject("delivery_earliest", LocalDate.class);
      return earliest == null
          ? Optional.empty()
          : Optional.of(
              new DeliveryWindow(earliest, row.getObject("delivery_latest", LocalDate.class)));
    }

    private static Totals totals(ResultSet row, String currency) throws SQLException {
      return new Totals(
          new Amount(currency, row.getLong("subtotal")),
          new Amount(currency, row.getLong("discount")),
          new Amount(currency, row.getLong("shipping")),
          new Amount(currency, row.getLong("tax")),
          row.getBoolean("tax_included"));
    }

    Order toOrder(List<OrderItem> items, List<HistoryEntry> history, List<Refund> refunds) {
      Order order = withoutParts;
      return new Order(
          orderId,
          order.number(),
          order.userId(),
          items,
          order.totals(),
          order.terms(),
          order.shippingAddress(),
          order.billingAddress(),
          order.paymentId(),
          order.shipment(),
          history,
          refunds);
    }
  }
}

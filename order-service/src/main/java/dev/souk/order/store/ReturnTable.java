package dev.souk.order.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.ItemBack;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnEntry;
import dev.souk.order.returns.ReturnState;
import dev.souk.order.returns.ReturnedLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of returns, their lines and their history. */
final class ReturnTable {
  private static final String SELECT =
      "select order_return.*, user_id from order_return join orders using (order_id) ";

  private ReturnTable() {}

  /** A part of a return, with the return it belongs to. */
  private record Part<T>(String returnId, T value) {}

  static void insert(Sql sql, Return opened) throws SQLException {
    sql.update(
        """
        insert into order_return (return_id, order_id, state, version, create_time) values (?, ?, ?, 1, ?)
        """,
        opened.returnId(),
        opened.orderId(),
        opened.state(),
        opened.createTime());
    ItemBackTable.insert(
        sql,
        opened.returnId(),
        opened.orderId(),
        opened.lines().stream().map(ReturnedLine::item).toList());
    ReturnEntry entry = opened.history().getLast();
    sql.update(
        """
        insert into return_history (return_id, version, state, time, actor, reason) values (?, 1, ?, ?, ?, ?)
        """,
        opened.returnId(),
        entry.state(),
        entry.time(),
        entry.actor(),
        entry.reason());
  }

  /** Writes the last change of state; false when the stored return is another version. */
  static boolean change(Sql sql, Return changed) throws SQLException {
    int version = changed.version();
    int updated =
        sql.update(
            """
            update order_return set state = ?, version = ?, refund_id = ? where return_id = ? and version = ?
            """,
            changed.state(),
            version,
            changed.refundId(),
            changed.returnId(),
            version - 1);
    if (updated == 0) {
      return false;
    }
    ReturnEntry entry = changed.history().getLast();
    sql.update(
        """
        insert into return_history (return_id, version, state, from_version, from_state, time, actor, reason)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        changed.returnId(),
        version,
        entry.state(),
        version - 1,
        changed.history().get(version - 2).state(),
        entry.time(),
        entry.actor(),
        entry.reason());
    if (changed.state() == ReturnState.REJECTED) {
      ItemBackTable.voidAll(sql, changed.returnId());
    }
    return true;
  }

  /** Decides which lines go back into stock. */
  static void restock(Sql sql, Return received) throws SQLException {
    sql.updateAll(
        "insert into return_restock (return_id, sku) values (?, ?)",
        received.restocked().stream()
            .map(line -> new Object[] {received.returnId(), line.item().sku()})
            .toList());
  }

  /** Locks a return for the transaction; false when it is another version or has a refund. */
  static boolean lock(Sql sql, Return current) throws SQLException {
    return sql.first(
            "select version from order_return where return_id = ? and refund_id is null for update",
            row -> row.getInt(1),
            current.returnId())
        .filter(version -> version == current.version())
        .isPresent();
  }

  /** Has a locked return paid back by the refund. */
  static void refund(Sql sql, Return received, String refundId) throws SQLException {
    sql.update(
        "update order_return set refund_id = ? where return_id = ?", refundId, received.returnId());
  }

  /** Of a refund that was refused for good the return knows no more: another can be tried. */
  static void forgetRefund(Sql sql, String refundId) throws SQLException {
    sql.update("update order_return set refund_id = null where refund_id = ?", refundId);
  }

  /** Returns that a query ends with, in its order. */
  static List<Return> find(Sql sql, String condition, Object... parameters) throws SQLException {
    List<Return> rows = sql.list(SELECT + condition, ReturnTable::read, parameters);
    if (rows.isEmpty()) {
      return List.of();
    }
    String[] ids = rows.stream().map(Return::returnId).toArray(String[]::new);
    Map<String, List<ReturnedLine>> lines = lines(sql, ids);
    Map<String, List<ReturnEntry>> history = history(sql, ids);
    return rows.stream()
        .map(row ->
            new Return(
                row.returnId(),
                row.orderId(),
                row.userId(),
                lines.getOrDefault(row.returnId(), List.of()),
                row.refundId(),
                history.getOrDefault(row.returnId(), List.of())))
        .toList();
  }

  private static Return read(ResultSet row) throws SQLException {
    return new Return(
        row.getString("return_id"),
        row.getString("order_id"),
        row.getString("user_id"),
        List.of(),
        Optional.ofNullable(row.getString("refund_id")),
        List.of());
  }

  private static Map<String, List<ReturnedLine>> lines(Sql sql, String[] ids) throws SQLException {
    return grouped(
        sql.list(
            """
            select item_back.*, name, currency,
              exists (select from return_restock r where r.return_id = source_id and r.sku = item_back.sku) as restock
            from item_back join orders using (order_id) join order_item item using (order_id, sku)
            where source_id = any(?) order by source_id, position
            """,
            ReturnTable::line,
            (Object) ids));
  }

  private static Part<ReturnedLine> line(ResultSet row) throws SQLException {
    Amount amount = new Amount(row.getString("currency"), row.getLong("amount"));
    return new Part<>(
        row.getString("source_id"),
        new ReturnedLine(
            new ItemBack(row.getString("sku"), row.getInt("quantity"), amount),
            row.getString("name"),
            row.getBoolean("restock")));
  }

  private static Map<String, List<ReturnEntry>> history(Sql sql, String[] ids) throws SQLException {
    return grouped(
        sql.list(
            "select * from return_history where return_id = any(?) order by return_id, version",
            row ->
                new Part<>(
                    row.getString("return_id"),
                    new ReturnEntry(
                        ReturnState.valueOf(row.getString("state")),
                        Sql.instant(row, "time"),
                        row.getString("actor"),
                        row.getString("reason"))),
            (Object) ids));
  }

  private static <T> Map<String, List<T>> grouped(List<Part<T>> parts) {
    return parts.stream()
        .collect(
            Collectors.groupingBy(
                Part::returnId, Collectors.mapping(Part::value, Collectors.toList())));
  }
}

package dev.souk.order.store;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.ItemBack;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RefundState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of refunds. */
final class RefundTable {
  private RefundTable() {}

  /** A row, with the order it is of. */
  private record Row(String orderId, Refund refund) {}

  static void insert(Sql sql, String orderId, Refund refund) throws SQLException {
    sql.update(
        """
        insert into refund (refund_id, order_id, state, amount, reason, actor, create_time, settle_time)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        refund.refundId(),
        orderId,
        refund.state(),
        refund.amount().minorUnits(),
        refund.reason(),
        refund.actor(),
        refund.createTime(),
        refund.settleTime());
    ItemBackTable.insert(sql, refund.refundId(), orderId, refund.items());
  }

  /** Keeps how a pending refund ended; false when it has ended before. */
  static boolean settle(Sql sql, Refund settled, Optional<ApiException> refusal)
      throws SQLException {
    int changed =
        sql.update(
            """
            update refund set state = ?, refusal = ?, failure_reason = ?, settle_time = ?
            where refund_id = ? and state = 'PENDING'
            """,
            settled.state(),
            refusal.map(RefusalBytes::write),
            settled.failureReason(),
            settled.settleTime(),
            settled.refundId());
    if (changed == 1 && settled.state() == RefundState.FAILED) {
      ItemBackTable.voidAll(sql, settled.refundId());
    }
    return changed == 1;
  }

  /** The refunds of an order, oldest first. */
  static List<Refund> of(Sql sql, String orderId) throws SQLException {
    return of(sql, new String[] {orderId}).getOrDefault(orderId, List.of());
  }

  /** The refunds of orders, oldest first. */
  static Map<String, List<Refund>> of(Sql sql, String[] orderIds) throws SQLException {
    Map<String, List<ItemBack>> items = ItemBackTable.bySource(sql, orderIds);
    return sql
        .list(
            """
            select refund.*, currency from refund join orders using (order_id)
            where order_id = any(?) order by refund.create_time, refund_id
            """,
            row -> new Row(row.getString("order_id"), read(row, items)),
            (Object) orderIds)
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::orderId,
                LinkedHashMap::new,
                Collectors.mapping(Row::refund, Collectors.toList())));
  }

  private static Refund read(ResultSet row, Map<String, List<ItemBack>> items) throws SQLException {
    String refundId = row.getString("refund_id");
    return new Refund(
        refundId,
        RefundState.valueOf(row.getString("state")),
        new Amount(row.getString("currency"), row.getLong("amount")),
        items.getOrDefault(refundId, List.of()),
        row.getString("reason"),
        row.getString("actor"),
        row.getString("failure_reason"),
        Sql.instant(row, "create_time"),
        row.getObject("settle_time") == null
            ? Optional.empty()
            : Optional.of(Sql.instant(row, "settle_time")));
  }
}

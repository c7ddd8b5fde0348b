package dev.souk.order.store;

import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.GuestAccess;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderItem;
import dev.souk.order.domain.Shipment;
import dev.souk.order.domain.Terms;
import dev.souk.order.pricing.DeliveryWindow;
import dev.souk.order.pricing.Totals;
import dev.souk.order.saga.NumberTakenException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes orders, their lines and their history, within a transaction. */
final class OrderTable {
  private OrderTable() {}

  static void insert(Sql sql, Order order) throws SQLException {
    Totals totals = order.totals();
    Terms terms = order.terms();
    int inserted =
        sql.update(
            """
            insert into orders (order_id, number, user_id, state, version, currency, subtotal, discount, shipping, tax,
                tax_included, total, shipping_address, billing_address, payment_id, create_time, from_cart,
                shipping_method, delivery_earliest, delivery_latest, shipping_tax_name, shipping_tax_percent,
                shipping_tax, customer_note, email, access_token_hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (number) do nothing
            """,
            order.orderId(),
            order.number(),
            order.userId(),
            order.state(),
            order.version(),
            order.total().currency(),
            totals.subtotal().minorUnits(),
            totals.discount().minorUnits(),
            totals.shipping().minorUnits(),
            totals.tax().minorUnits(),
            totals.taxIncluded(),
            order.total().minorUnits(),
            AddressJson.write(order.shippingAddress()),
            AddressJson.write(order.billingAddress()),
            order.paymentId(),
            order.createTime(),
            terms.fromCart(),
            terms.shippingMethod(),
            terms.delivery().map(DeliveryWindow::earliest),
            terms.delivery().map(DeliveryWindow::latest),
            terms.shippingTaxRate().name(),
            terms.shippingTaxRate().percent().value(),
            terms.shippingTax().minorUnits(),
            terms.customerNote(),
            terms.guest().map(GuestAccess::email),
            terms.guest().map(GuestAccess::tokenHash));
    if (inserted == 0) {
      throw new NumberTakenException(order.number());
    }
    insertItems(sql, order);
    sql.update(
        """
        insert into order_history (order_id, version, state, time, actor, reason)
        values (?, 1, ?, ?, ?, ?)
        """,
        order.orderId(),
        order.state(),
        order.createTime(),
        order.history().getFirst().actor(),
        order.history().getFirst().reason());
  }

  private static void insertItems(Sql sql, Order order) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    for (OrderItem item : order.items()) {
      rows.add(
          new Object[] {
            order.orderId(),
            rows.size(),
            item.sku(),
            item.productId(),
            item.name(),
            item.quantity(),
            item.unitPrice().minorUnits(),
            item.lineTotal().minorUnits(),
            item.discount().minorUnits(),
            item.taxRate().name(),
            item.taxRate().percent().value(),
            item.tax().minorUnits()
          });
    }
    sql.updateAll(
        """
        insert into order_item (order_id, position, sku, product_id, name, quantity, unit_price, line_total, discount,
            tax_name, tax_percent, tax)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  /** Locks the order for the transaction; false when the stored one is another version. */
  static boolean lock(Sql sql, Order order) throws SQLException {
    return sql.first(
            "select version from orders where order_id = ? for update",
            row -> row.getInt(1),
            order.orderId())
        .filter(version -> version == order.version())
        .isPresent();
  }

  /**
   * Writes the order's last change of state, and its shipment; false when the stored order is
   * another version.
   */
  static boolean change(Sql sql, Order order) throws SQLException {
    int changed =
        sql.update(
            """
            update orders set state = ?, version = ?, carrier = ?, tracking_number = ?
            where order_id = ? and version = ?
            """,
            order.state(),
            order.version(),
            order.shipment().map(Shipment::carrier),
            order.shipment().map(Shipment::trackingNumber),
            order.orderId(),
            order.version() - 1);
    if (changed == 0) {
      return false;
    }
    HistoryEntry entry = order.history().getLast();
    sql.update(
        """
        insert into order_history (order_id, version, state, from_version, from_state, time, actor, reason)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        order.orderId(),
        order.version(),
        order.state(),
        order.version() - 1,
        order.history().get(order.version() - 2).state(),
        entry.time(),
        entry.actor(),
        entry.reason());
    return true;
  }
}

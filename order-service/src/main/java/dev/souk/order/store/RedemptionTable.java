package dev.souk.order.store;

import dev.souk.kit.sql.Sql;
import dev.souk.order.discount.AppliedDiscount;
import dev.souk.order.discount.CodeGoneException;
import dev.souk.order.discount.CodeUse;
import dev.souk.order.domain.Order;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes which orders codes count for, within the transaction of the order's change. */
final class RedemptionTable {
  private RedemptionTable() {}

  /**
   * Redeems the codes of a new order. Their rows are locked, in the order of the codes, before it
   * is asked whether they count: of many who take the last use one gets it, and the others see so.
   *
   * @throws CodeGoneException when one counts no more
   */
  static void insert(Sql sql, Order order, Instant now) throws SQLException {
    List<AppliedDiscount> discounts = order.terms().discounts();
    if (discounts.isEmpty()) {
      return;
    }
    String[] codes = discounts.stream().map(AppliedDiscount::code).toArray(String[]::new);
    sql.list(
        "select code from discount_code where code = any(?) order by code for update",
        row -> row.getString(1),
        (Object) codes);
    Map<String, CodeUse> found = CodeTable.find(sql, List.of(codes), order.userId());
    for (AppliedDiscount discount : discounts) {
      CodeUse use = found.get(discount.code());
      if (use == null
          || use.code()
              .obstacle(order.totals().subtotal(), now, use.usesOfCustomer())
              .isPresent()) {
        throw new CodeGoneException(discount.code());
      }
    }
    sql.updateAll(
        """
        insert into discount_redemption (order_id, code, customer, amount, shipping) values (?, ?, ?, ?, ?)
        """,
        rows(order, discounts));
  }

  private static List<Object[]> rows(Order order, Collection<AppliedDiscount> discounts) {
    return discounts.stream()
        .map(discount ->
            new Object[] {
              order.orderId(),
              discount.code(),
              order.userId(),
              discount.amount().minorUnits(),
              discount.shipping().minorUnits()
            })
        .toList();
  }

  /** Gives the codes of an order back that came to nothing, so that they can be used again. */
  static void giveBack(Sql sql, Order order, Instant now) throws SQLException {
    for (AppliedDiscount discount : order.terms().discounts()) {
      sql.update(
          """
          update discount_redemption set return_time = ? where order_id = ? and code = ? and return_time is null
          """,
          now,
          order.orderId(),
          discount.code());
    }
  }
}

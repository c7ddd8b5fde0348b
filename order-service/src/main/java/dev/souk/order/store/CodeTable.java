package dev.souk.order.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import dev.souk.order.discount.CodeTerms;
import dev.souk.order.discount.CodeUse;
import dev.souk.order.discount.DiscountCode;
import dev.souk.order.pricing.Discount.AmountOff;
import dev.souk.order.pricing.Discount.FreeShipping;
import dev.souk.order.pricing.Discount.PercentOff;
import dev.souk.order.pricing.Discount.Reduction;
import dev.souk.order.pricing.Percent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of discount codes. */
final class CodeTable {
  private CodeTable() {}

  static Map<String, CodeUse> find(Sql sql, Collection<String> codes, String customer)
      throws SQLException {
    return sql
        .list(
            """
            select discount_code.*, (
              select count(*) from discount_redemption redeemed
              where redeemed.code = discount_code.code and customer = ? and return_time is null) as uses_of_customer
            from discount_code where code = any(?)
            """,
            row -> new CodeUse(read(row), row.getInt("uses_of_customer")),
            customer,
            codes.toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(use -> use.code().code(), use -> use));
  }

  static boolean insert(Sql sql, DiscountCode code) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(code.code()));
    values.addAll(values(code.terms()));
    values.addAll(List.of(code.version(), code.createTime(), code.updateTime()));
    return sql.update(
            """
            insert into discount_code (code, description, percent_off, amount_off, free_shipping, minimum_subtotal,
              currency, start_time, end_time, max_uses, max_uses_per_customer, combinable, disabled, version, create_time,
              update_time)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            values.toArray())
        == 1;
  }

  /** Changes the terms; empty when the stored code is another version. */
  static Optional<DiscountCode> change(
      Sql sql, String code, int version, CodeTerms terms, Instant now) throws SQLException {
    List<Object> values = new ArrayList<>(values(terms));
    values.addAll(List.of(now, code, version));
    return sql.first(
        """
        update discount_code set description = ?, percent_off = ?, amount_off = ?, free_shipping = ?,
          minimum_subtotal = ?, currency = ?, start_time = ?, end_time = ?, max_uses = ?, max_uses_per_customer = ?,
          combinable = ?, disabled = ?, version = version + 1, update_time = ?
        where code = ? and version = ? returning *
        """,
        CodeTable::read,
        values.toArray());
  }

  private static List<Object> values(CodeTerms terms) {
    Reduction reduction = terms.reduction();
    return List.of(
        terms.description(),
        reduction instanceof PercentOff(Percent percent)
            ? Optional.of(percent.value())
            : Optional.empty(),
        reduction instanceof AmountOff(Amount amount)
            ? Optional.of(amount.minorUnits())
            : Optional.empty(),
        reduction instanceof FreeShipping,
        terms.minimumSubtotal().map(Amount::minorUnits),
        terms.currency(),
        terms.startTime(),
        terms.endTime(),
        terms.maxUses(),
        terms.maxUsesPerCustomer(),
        terms.combinable(),
        terms.disabled());
  }

  static DiscountCode read(ResultSet row) throws SQLException {
    return new DiscountCode(
        row.getString("code"),
        new CodeTerms(
            row.getString("description"),
            reduction(row),
            time(row, "start_time"),
            time(row, "end_time"),
            amount(row, "minimum_subtotal"),
            count(row, "max_uses"),
            count(row, "max_uses_per_customer"),
            row.getBoolean("combinable"),
            row.getBoolean("disabled")),
        row.getInt("uses"),
        row.getInt("version"),
        Sql.instant(row, "create_time"),
        Sql.instant(row, "update_time"));
  }

  private static Reduction reduction(ResultSet row) throws SQLException {
    if (row.getBoolean("free_shipping")) {
      return new FreeShipping();
    }
    BigDecimal percent = row.getBigDecimal("percent_off");
    return percent == null
        ? new AmountOff(new Amount(row.getString("currency"), row.getLong("amount_off")))
        : new PercentOff(new Percent(percent));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null ? Optional.empty() : Optional.of(Sql.instant(row, column));
  }

  private static Optional<Amount> amount(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null
        ? Optional.empty()
        : Optional.of(new Amount(row.getString("currency"), row.getLong(column)));
  }

  private static Optional<Integer> count(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null ? Optional.empty() : Optional.of(row.getInt(column));
  }
}

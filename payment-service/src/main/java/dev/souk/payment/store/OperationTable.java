package dev.souk.payment.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import dev.souk.payment.domain.Lease;
import dev.souk.payment.domain.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the table {@code payment_operation}. Leases go by the database's clock, the only one that
 * all instances share.
 */
final class OperationTable {
  private static final String SELECT =
      "select o.*, p.order_id from payment_operation o join payment p using (payment_id)";

  private OperationTable() {}

  static Optional<Operation> byKey(Sql sql, String key) throws SQLException {
    return sql.first(SELECT + " where operation_key = ?", OperationTable::operation, key);
  }

  /** Adds an operation that the reconciliation leaves alone until the delay is over. */
  static void insert(Sql sql, Operation operation, Duration delay) throws SQLException {
    sql.update(
        """
        insert into payment_operation
          (operation_key, payment_id, kind, refund_id, currency, amount, status, next_attempt_time,
           create_time, update_time)
        values (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond', ?, clock_timestamp())
        """,
        operation.key(),
        operation.paymentId(),
        operation.kind(),
        operation.refundId(),
        operation.amount().currency(),
        operation.amount().minorUnits(),
        operation.status(),
        delay.toMillis(),
        operation.createTime());
  }

  /** Leases the open operation with the key, where it is free. */
  static Optional<Lease> lease(Sql sql, String key, String owner, Duration length)
      throws SQLException {
    return leaseWhere(sql, "operation_key = ?", List.of(key), 1, owner, length).stream()
        .findFirst();
  }

  /** Leases open operations that are due and free, at most so many, passing over locked ones. */
  static List<Lease> leaseDue(Sql sql, int most, String owner, Duration length)
      throws SQLException {
    return leaseWhere(
        sql, "next_attempt_time <= clock_timestamp()", List.of(), most, owner, length);
  }

  private static List<Lease> leaseWhere(
      Sql sql, String condition, List<String> values, int most, String owner, Duration length)
      throws SQLException {
    List<Object> parameters = new ArrayList<>(values);
    parameters.addAll(List.of(most, owner, length.toMillis(), length.toMillis()));
    return sql.list(
        """
        with free as (
          select operation_key as free_key from payment_operation
          where status in ('PENDING', 'UNKNOWN') and (lease_until is null or lease_until <= clock_timestamp())
            and %s
          order by next_attempt_time limit ?
          for update skip locked)
        update payment_operation o
        set lease_owner = ?, attempts = attempts + 1,
            lease_until = clock_timestamp() + ? * interval '1 millisecond',
            next_attempt_time = clock_timestamp() + ? * interval '1 millisecond',
            update_time = clock_timestamp()
        from free, payment p
        where o.operation_key = free.free_key and p.payment_id = o.payment_id
        returning o.*, p.order_id
        """
            .formatted(condition),
        row -> new Lease(operation(row), owner, row.getInt("attempts")),
        parameters.toArray());
  }

  static void release(Sql sql, Lease lease, Operation.Status status, Duration delay)
      throws SQLException {
    sql.update(
        """
        update payment_operation
        set status = ?, lease_owner = null, lease_until = null,
            next_attempt_time = clock_timestamp() + ? * interval '1 millisecond',
            update_time = clock_timestamp()
        where operation_key = ? and lease_owner = ? and status in ('PENDING', 'UNKNOWN')
        """,
        status,
        delay.toMillis(),
        lease.operation().key(),
        lease.owner());
  }

  static void close(Sql sql, Operation closed) throws SQLException {
    sql.update(
        """
        update payment_operation
        set status = ?, provider_reference = ?, refusal_code = ?, lease_owner = null,
            lease_until = null, update_time = clock_timestamp()
        where operation_key = ? and status in ('PENDING', 'UNKNOWN')
        """,
        closed.status(),
        closed.reference(),
        closed.refusalCode(),
        closed.key());
  }

  /** Whether the operation was there, open and held by the lease. */
  static boolean delete(Sql sql, Lease lease) throws SQLException {
    return sql.update(
            """
            delete from payment_operation
            where operation_key = ? and lease_owner = ? and status in ('PENDING', 'UNKNOWN')
            """,
            lease.operation().key(),
            lease.owner())
        == 1;
  }

  /** Makes the payment's open operations that nobody holds due now; how many. */
  static int hasten(Sql sql, String paymentId) throws SQLException {
    return sql.update(
        """
        update payment_operation set next_attempt_time = clock_timestamp()
        where payment_id = ? and status in ('PENDING', 'UNKNOWN') and lease_owner is null
        """,
        paymentId);
  }

  private static Operation operation(ResultSet row) throws SQLException {
    return new Operation(
        row.getString("operation_key"),
        row.getString("payment_id"),
        row.getString("order_id"),
        Operation.Kind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("refund_id")),
        new Amount(row.getString("currency"), row.getLong("amount")),
        Operation.Status.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("provider_reference")),
        Optional.ofNullable(row.getString("refusal_code")),
        Sql.instant(row, "create_time"));
  }
}

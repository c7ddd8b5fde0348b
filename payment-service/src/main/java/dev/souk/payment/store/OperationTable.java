package dev.souk.payment.store;

import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Lease;
import dev.souk.payment.domain.Operation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the table {@code payment_operation}. Leases go by the database's clock, the only one that
 * all instances share.
 */
final class OperationTable {
  private static final String SELECT =
      "select o.*, p.order_id from payment_operation o join payment p using (payment_id)";

  private OperationTable() {}

  static Optional<Operation> byKey(Connection connection, String key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SELECT + " where operation_key = ?")) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(operation(row)) : Optional.empty();
      }
    }
  }

  /** Adds an operation that the reconciliation leaves alone until the delay is over. */
  static void insert(Connection connection, Operation operation, Duration delay)
      throws SQLException {
    String sql =
        """
        insert into payment_operation
          (operation_key, payment_id, kind, refund_id, currency, amount, status, next_attempt_time,
           create_time, update_time)
        values (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond', ?, clock_timestamp())
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, operation.key());
      insert.setString(2, operation.paymentId());
      insert.setString(3, operation.kind().name());
      insert.setString(4, operation.refundId().orElse(null));
      insert.setString(5, operation.amount().currency());
      insert.setLong(6, operation.amount().minorUnits());
      insert.setString(7, operation.status().name());
      insert.setLong(8, delay.toMillis());
      insert.setObject(9, operation.createTime().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** Leases the open operation with the key, where it is free. */
  static Optional<Lease> lease(Connection connection, String key, String owner, Duration length)
      throws SQLException {
    return leaseWhere(connection, "operation_key = ?", key, 1, owner, length).stream().findFirst();
  }

  /** Leases open operations that are due and free, at most so many, passing over locked ones. */
  static List<Lease> leaseDue(Connection connection, int most, String owner, Duration length)
      throws SQLException {
    return leaseWhere(
        connection, "next_attempt_time <= clock_timestamp()", null, most, owner, length);
  }

  private static List<Lease> leaseWhere(
      Connection connection,
      String condition,
      @Nullable String key,
      int most,
      String owner,
      Duration length)
      throws SQLException {
    String sql =
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
            .formatted(condition);
    try (PreparedStatement lease = connection.prepareStatement(sql)) {
      int next = 1;
      if (key != null) {
        lease.setString(next++, key);
      }
      lease.setInt(next++, most);
      lease.setString(next++, owner);
      lease.setLong(next++, length.toMillis());
      lease.setLong(next, length.toMillis());
      try (ResultSet rows = lease.executeQuery()) {
        return leases(rows, owner);
      }
    }
  }

  static void release(Connection connection, Lease lease, Operation.Status status, Duration delay)
      throws SQLException {
    String sql =
        """
        update payment_operation
        set status = ?, lease_owner = null, lease_until = null,
            next_attempt_time = clock_timestamp() + ? * interval '1 millisecond',
            update_time = clock_timestamp()
        where operation_key = ? and lease_owner = ? and status in ('PENDING', 'UNKNOWN')
        """;
    try (PreparedStatement release = connection.prepareStatement(sql)) {
      release.setString(1, status.name());
      release.setLong(2, delay.toMillis());
      release.setString(3, lease.operation().key());
      release.setString(4, lease.owner());
      release.executeUpdate();
    }
  }

  static void close(Connection connection, Operation closed) throws SQLException {
    String sql =
        """
        update payment_operation
        set status = ?, provider_reference = ?, refusal_code = ?, lease_owner = null,
            lease_until = null, update_time = clock_timestamp()
        where operation_key = ? and status in ('PENDING', 'UNKNOWN')
        """;
    try (PreparedStatement close = connection.prepareStatement(sql)) {
      close.setString(1, closed.status().name());
      close.setString(2, closed.reference().orElse(null));
      close.setString(3, closed.refusalCode().orElse(null));
      close.setString(4, closed.key());
      close.executeUpdate();
    }
  }

  /** Whether the operation was there, open and held by the lease. */
  static boolean delete(Connection connection, Lease lease) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            delete from payment_operation
            where operation_key = ? and lease_owner = ? and status in ('PENDING', 'UNKNOWN')
            """)) {
      delete.setString(1, lease.operation().key());
      delete.setString(2, lease.owner());
      return delete.executeUpdate() == 1;
    }
  }

  /** Makes the payment's open operations that nobody holds due now; how many. */
  static int hasten(Connection connection, String paymentId) throws SQLException {
    try (PreparedStatement hasten =
        connection.prepareStatement(
            """
            update payment_operation set next_attempt_time = clock_timestamp()
            where payment_id = ? and status in ('PENDING', 'UNKNOWN') and lease_owner is null
            """)) {
      hasten.setString(1, paymentId);
      return hasten.executeUpdate();
    }
  }

  private static List<Lease> leases(ResultSet rows, String owner) throws SQLException {
    List<Lease> leases = new ArrayList<>();
    while (rows.next()) {
      leases.add(new Lease(operation(rows), owner, rows.getInt("attempts")));
    }
    return leases;
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
        row.getObject("create_time", OffsetDateTime.class).toInstant());
  }
}

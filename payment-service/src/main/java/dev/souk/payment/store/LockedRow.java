package dev.souk.payment.store;

import dev.souk.kit.error.Errors;
import dev.souk.kit.sql.Sql;
import dev.souk.kit.sql.SqlWork;
import dev.souk.payment.domain.LockedPayment;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.Payment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A payment whose row is locked until the end of the transaction. */
final class LockedRow implements LockedPayment {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Sql sql;
  private final Payment payment;
  private final ToldPayments payments;
  private final Duration leaseLength;

  LockedRow(Sql sql, Payment payment, ToldPayments payments, Duration leaseLength) {
    this.sql = sql;
    this.payments = payments;
    this.payment = payment;
    this.leaseLength = leaseLength;
  }

  @Override
  public Payment payment() {
    return payment;
  }

  @Override
  public Optional<Operation> operation(String key) {
    return run(sql -> OperationTable.byKey(sql, key));
  }

  @Override
  public void save(Payment changed) {
    run(sql -> {
      payments.update(sql, payment, changed);
      return changed;
    });
  }

  /** The one who adds it settles it next: the reconciliation leaves it alone for a lease's time. */
  @Override
  public void add(Operation operation) {
    run(sql -> {
      OperationTable.insert(sql, operation, leaseLength);
      return operation;
    });
  }

  @Override
  public void close(Operation closed) {
    run(sql -> {
      OperationTable.close(sql, closed);
      return closed;
    });
  }

  private <T> T run(SqlWork<T> work) {
    try {
      return work.on(sql);
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        // The payment is locked, so the name can only be that of another payment's refund.
        throw Errors.idempotencyKeyReused();
      }
      throw new SqlFailure(e);
    }
  }
}

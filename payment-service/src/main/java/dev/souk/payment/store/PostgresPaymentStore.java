package dev.souk.payment.store;

import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.payment.domain.Events;
import dev.souk.payment.domain.Lease;
import dev.souk.payment.domain.LockedPayment;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Payments in PostgreSQL. Rows are locked in one order, payment then operations, so that no two
 * transactions wait for each other.
 */
public final class PostgresPaymentStore implements PaymentStore {
  private final Database database;
  private final Duration leaseLength;
  private final ToldPayments payments;

  /**
   * A store whose leases end after the length: longer than the provider's slowest answer, or it is
   * asked twice at once, which its keys make harmless.
   */
  public PostgresPaymentStore(Database database, Duration leaseLength, Events events, Clock clock) {
    this.database = database;
    this.leaseLength = leaseLength;
    this.payments = new ToldPayments(events, clock);
  }

  @Override
  public Optional<Payment> find(String paymentId) {
    return database.run(sql -> PaymentTable.byId(sql, paymentId));
  }

  @Override
  public Optional<Payment> findByOrder(String orderId) {
    return database.run(sql -> PaymentTable.byOrder(sql, orderId));
  }

  @Override
  public List<Payment> ofUser(String userId, Optional<String> after, int limit) {
    return database.run(sql -> PaymentTable.ofUser(sql, userId, after, limit));
  }

  @Override
  public Optional<Payment> findByReference(String provider, String authorization) {
    return database.run(sql -> PaymentTable.byReference(sql, provider, authorization));
  }

  @Override
  public boolean hasReceived(String provider, String eventId) {
    return database.run(sql -> ProviderEventTable.has(sql, provider, eventId));
  }

  @Override
  public void markReceived(String provider, String eventId) {
    database.run(sql -> ProviderEventTable.insert(sql, provider, eventId));
  }

  /** Forgets events that were taken in longer ago than any provider repeats them; how many. */
  public int forgetReceivedBefore(Instant time) {
    return database.run(sql -> ProviderEventTable.deleteBefore(sql, time));
  }

  @Override
  public void hasten(String paymentId) {
    database.run(sql -> OperationTable.hasten(sql, paymentId));
  }

  @Override
  public boolean add(Payment payment) {
    return database.transaction(sql -> payments.insert(sql, payment));
  }

  @Override
  public Optional<Lease> add(Payment payment, Operation first) {
    return database.transaction(sql -> {
      if (!payments.insert(sql, payment)) {
        return Optional.empty();
      }
      OperationTable.insert(sql, first, leaseLength);
      return OperationTable.lease(sql, first.key(), newOwner(), leaseLength);
    });
  }

  @Override
  public <T> Optional<T> change(String orderId, Function<LockedPayment, T> rule) {
    return database.transaction(sql -> change(sql, orderId, rule));
  }

  private <T> Optional<T> change(Sql sql, String orderId, Function<LockedPayment, T> rule)
      throws SQLException {
    Optional<Payment> payment = PaymentTable.lock(sql, orderId);
    if (payment.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(rule.apply(new LockedRow(sql, payment.get(), payments, leaseLength)));
    } catch (SqlFailure e) {
      throw e.failure();
    }
  }

  @Override
  public Optional<Operation> operation(String key) {
    return database.run(sql -> OperationTable.byKey(sql, key));
  }

  @Override
  public Optional<Lease> lease(String operationKey) {
    return database.run(sql -> OperationTable.lease(sql, operationKey, newOwner(), leaseLength));
  }

  @Override
  public List<Lease> leaseDue(int most) {
    return database.run(sql -> OperationTable.leaseDue(sql, most, newOwner(), leaseLength));
  }

  @Override
  public void release(Lease lease, Operation.Status status, Duration delay) {
    database.run(sql -> {
      OperationTable.release(sql, lease, status, delay);
      return lease;
    });
  }

  @Override
  public void forget(Lease lease) {
    database.transaction(sql -> {
      PaymentTable.lock(sql, lease.operation().orderId());
      if (OperationTable.delete(sql, lease)) {
        PaymentTable.deletePending(sql, lease.operation().paymentId());
      }
      return lease;
    });
  }

  /** Only has to differ from every other lease's. */
  private static String newOwner() {
    return UUID.randomUUID().toString();
  }
}

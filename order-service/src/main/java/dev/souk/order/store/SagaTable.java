package dev.souk.order.store;

import dev.souk.kit.log.CallContext;
import dev.souk.kit.sql.Sql;
import dev.souk.order.saga.Goal;
import dev.souk.order.saga.LeaseLostException;
import dev.souk.order.saga.Saga;
import dev.souk.order.saga.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of sagas. */
final class SagaTable {
  /** No lease or delay is so long: a time beyond it was written before the clock was set back. */
  private static final Duration FARTHEST = Duration.ofMinutes(10);

  private SagaTable() {}

  /**
   * Begins a saga.
   *
   * @param owner who drives it; nobody yet when empty
   * @param due when somebody else may
   */
  static void insert(Sql sql, Saga saga, Optional<String> owner, Instant due) throws SQLException {
    sql.update(
        """
        insert into order_saga (order_id, goal, step, payment_token, lease, lease_owner, due_time, traceparent)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        saga.orderId(),
        saga.goal(),
        saga.step(),
        saga.paymentToken(),
        saga.lease(),
        owner,
        due,
        CallContext.current().traceparent());
  }

  /** Begins the cancellation of an order, which goes nowhere from then on. */
  static Saga insertCancellation(Sql sql, String orderId, Optional<String> owner, Instant due)
      throws SQLException {
    Saga saga = Saga.of(orderId, Goal.CANCELLATION, Step.REFUND, Optional.empty());
    insert(sql, saga, owner, due);
    TaskTable.deleteFulfilment(sql, orderId);
    return saga;
  }

  static Optional<Saga> take(
      Sql sql, String orderId, Goal goal, String owner, Instant now, Instant leaseEnd)
      throws SQLException {
    return sql.first(
        """
        update order_saga set lease = lease + 1, lease_owner = ?, due_time = ?
        where order_id = ? and goal = ? and step <> 'DONE' and (lease_owner is null or due_time <= ? or due_time > ?)
        returning *
        """,
        SagaTable::read,
        owner,
        leaseEnd,
        orderId,
        goal,
        now,
        now.plus(FARTHEST));
  }

  static List<Saga> takeDue(Sql sql, int limit, String owner, Instant now, Instant leaseEnd)
      throws SQLException {
    return sql.list(
        """
        with due as materialized (
          select order_id, goal from order_saga
          where step <> 'DONE' and (due_time <= ? or due_time > ?)
          order by due_time limit ? for update skip locked)
        update order_saga saga set lease = lease + 1, lease_owner = ?, due_time = ?
        from due where saga.order_id = due.order_id and saga.goal = due.goal
        returning saga.*
        """,
        SagaTable::read,
        now,
        now.plus(FARTHEST),
        limit,
        owner,
        leaseEnd);
  }

  /** Whether a commit waits until it is on the disk. */
  enum Commit {
    /** It waits. */
    DURABLE,
    /**
     * It does not. What is lost in a crash of the server is repeated, and any later commit that
     * waits brings this one to the disk too.
     */
    RELAXED
  }

  /**
   * Moves a saga whose lease is held from the step it is at, and renews the lease. The commit is
   * relaxed only as long as nothing else in the transaction asks for more.
   */
  static void move(Sql sql, Saga from, Saga to, Instant leaseEnd, Commit commit)
      throws SQLException {
    int moved =
        sql.update(
            """
            update order_saga set step = ?, payment_token = ?, refusal = ?, attempts = 0, due_time = ?,
                lease_owner = case when ? = 'DONE' then null else lease_owner end
            where order_id = ? and goal = ? and lease = ? and step = ? and lease_owner is not null
              and case when ? then set_config('synchronous_commit', 'off', true) else '' end is not null
            """,
            to.step(),
            to.paymentToken(),
            to.refusal().map(RefusalBytes::write),
            leaseEnd,
            to.step(),
            from.orderId(),
            from.goal(),
            from.lease(),
            from.step(),
            commit == Commit.RELAXED);
    if (moved == 0) {
      throw new LeaseLostException(from);
    }
  }

  static void postpone(Sql sql, Saga saga, Instant due) throws SQLException {
    letGo(sql, saga, due, 1);
  }

  static void rest(Sql sql, Saga saga, Instant due) throws SQLException {
    letGo(sql, saga, due, 0);
  }

  private static void letGo(Sql sql, Saga saga, Instant due, int failedAttempts)
      throws SQLException {
    int moved =
        sql.update(
            """
            update order_saga set attempts = attempts + ?, due_time = ?, lease_owner = null
            where order_id = ? and goal = ? and lease = ? and step = ?
            """,
            failedAttempts,
            due,
            saga.orderId(),
            saga.goal(),
            saga.lease(),
            saga.step());
    if (moved == 0) {
      throw new LeaseLostException(saga);
    }
  }

  static Saga read(ResultSet row) throws SQLException {
    return new Saga(
        row.getString("order_id"),
        Goal.valueOf(row.getString("goal")),
        Step.valueOf(row.getString("step")),
        Optional.ofNullable(row.getString("payment_token")),
        RefusalBytes.read(row.getBytes("refusal")),
        row.getInt("attempts"),
        row.getLong("lease"),
        row.getString("traceparent"));
  }
}

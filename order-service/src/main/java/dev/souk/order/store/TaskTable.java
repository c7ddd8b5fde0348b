package dev.souk.order.store;

import dev.souk.kit.log.CallContext;
import dev.souk.kit.sql.Sql;
import dev.souk.order.fulfilment.FulfilmentStep;
import dev.souk.order.task.TaskKind;
import java.sql.SQLException;
import java.time.Instant;

/** Writes tasks, within the transaction of the change that asks for them. */
final class TaskTable {
  private TaskTable() {}

  /**
   * Asks for something to be done, by the time at the latest.
   *
   * @param due when the runner does it unless somebody did before
   */
  static void insert(
      Sql sql, TaskKind kind, String subjectId, String orderId, Instant now, Instant due)
      throws SQLException {
    sql.update(
        """
        insert into task (kind, subject_id, order_id, due_time, create_time, traceparent)
        values (?, ?, ?, ?, ?, ?)
        """,
        kind,
        subjectId,
        orderId,
        due,
        now,
        CallContext.current().traceparent());
  }

  /** Asks for an order to be taken to its buyer, from the step on. */
  static void insertFulfilment(
      Sql sql, String orderId, FulfilmentStep first, Instant now, Instant due) throws SQLException {
    sql.update(
        """
        insert into task (kind, subject_id, order_id, step, due_time, create_time, traceparent)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        TaskKind.FULFILMENT,
        orderId,
        orderId,
        first,
        due,
        now,
        CallContext.current().traceparent());
  }

  /** An order that is cancelled goes nowhere. */
  static void deleteFulfilment(Sql sql, String orderId) throws SQLException {
    sql.update("delete from task where kind = ? and subject_id = ?", TaskKind.FULFILMENT, orderId);
  }
}

package dev.souk.order.store;

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
        insert into task (kind, subject_id, order_id, due_time, create_time) values (?, ?, ?, ?, ?)
        """,
        kind,
        subjectId,
        orderId,
        due,
        now);
  }
}

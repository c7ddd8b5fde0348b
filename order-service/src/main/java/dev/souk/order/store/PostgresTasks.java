package dev.souk.order.store;

import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.task.Rest;
import dev.souk.order.task.Task;
import dev.souk.order.task.TaskKind;
import dev.souk.order.task.Tasks;
import dev.souk.order.task.WaitingTask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tasks in PostgreSQL, leased to this instance. */
public final class PostgresTasks implements Tasks {
  private static final String THIS_LEASE = " where kind = ? and subject_id = ? and lease = ?";

  private final Database database;
  private final Leases leases;
  private final Clock clock;

  /** Tasks in the database. */
  public PostgresTasks(Database database, Leases leases, Clock clock) {
    this.database = database;
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public Optional<Task> take(TaskKind kind, String subjectId) {
    return database.run(sql ->
        sql.first(
            """
            update task set lease = lease + 1, lease_owner = ?, due_time = ?
            where kind = ? and subject_id = ? and (lease_owner is null or due_time <= ?)
            returning *
            """,
            PostgresTasks::read,
            leases.owner(),
            leaseEnd(),
            kind,
            subjectId,
            clock.instant()));
  }

  @Override
  public List<Task> takeDue(int limit) {
    return database.run(sql ->
        sql.list(
            """
            with due as materialized (
              select kind, subject_id from task where due_time <= ?
              order by due_time limit ? for update skip locked)
            update task set lease = lease + 1, lease_owner = ?, due_time = ?
            from due where task.kind = due.kind and task.subject_id = due.subject_id
            returning task.*
            """,
            PostgresTasks::read,
            clock.instant(),
            limit,
            leases.owner(),
            leaseEnd()));
  }

  @Override
  public boolean isOpen(TaskKind kind, String subjectId) {
    return database.run(sql ->
        sql.first(
                "select true from task where kind = ? and subject_id = ?",
                row -> true,
                kind,
                subjectId)
            .isPresent());
  }

  @Override
  public void finish(Task task) {
    database.run(sql ->
        sql.update("delete from task" + THIS_LEASE, task.kind(), task.subjectId(), task.lease()));
  }

  @Override
  public void rest(Task task, Rest rest) {
    database.run(sql ->
        sql.update(
            "update task set attempts = 0, last_error = '', lease_owner = null, due_time = ?, step"
                + " = ?"
                + THIS_LEASE,
            rest.due(),
            rest.step(),
            task.kind(),
            task.subjectId(),
            task.lease()));
  }

  @Override
  public void postpone(Task task, Instant due, String error) {
    database.run(sql ->
        sql.update(
            "update task set attempts = attempts + 1, last_error = ?, lease_owner = null,"
                + " due_time = ?"
                + THIS_LEASE,
            error,
            due,
            task.kind(),
            task.subjectId(),
            task.lease()));
  }

  @Override
  public List<WaitingTask> page(TaskKind kind, boolean failing, Optional<String> after, int limit) {
    return database.run(sql ->
        sql.list(
            """
            select * from task where kind = ? and subject_id > ? and (attempts > 0 or not ?)
            order by subject_id limit ?
            """,
            row ->
                new WaitingTask(
                    row.getString("subject_id"),
                    row.getString("step"),
                    Sql.instant(row, "due_time"),
                    row.getInt("attempts"),
                    row.getString("last_error")),
            kind,
            after.orElse(""),
            failing,
            limit));
  }

  @Override
  public Optional<Instant> longestDue() {
    return database.run(sql ->
        sql.first(
            "select due_time from task order by due_time limit 1",
            row -> Sql.instant(row, "due_time")));
  }

  @Override
  public int countPutOff(int times) {
    return database.run(sql ->
        sql.first("select count(*) from task where attempts >= ?", row -> row.getInt(1), times)
            .orElseThrow());
  }

  private static Task read(ResultSet row) throws SQLException {
    return new Task(
        TaskKind.valueOf(row.getString("kind")),
        row.getString("subject_id"),
        row.getString("order_id"),
        row.getString("step"),
        row.getInt("attempts"),
        row.getLong("lease"),
        row.getString("traceparent"));
  }

  private Instant leaseEnd() {
    return clock.instant().plus(leases.length());
  }
}

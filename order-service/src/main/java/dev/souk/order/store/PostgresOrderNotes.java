package dev.souk.order.store;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.note.OrderNote;
import dev.souk.order.note.OrderNotes;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Notes in PostgreSQL. */
public final class PostgresOrderNotes implements OrderNotes {
  private final Database database;
  private final AuditNotes audit;

  /** Notes in the database. */
  public PostgresOrderNotes(Database database, AuditNotes audit) {
    this.database = database;
    this.audit = audit;
  }

  @Override
  public boolean add(OrderNote note) {
    return database.transaction(sql -> {
      int added =
          sql.update(
              """
              insert into order_note (note_id, order_id, text, author, create_time)
              select ?, order_id, ?, ?, ? from orders where order_id = ?
              """,
              note.noteId(),
              note.text(),
              note.author(),
              note.createTime(),
              note.orderId());
      if (added == 1) {
        audit.write(
            sql,
            AuditEntry.done("order.noted")
                .on("order", note.orderId())
                .with("noteId", note.noteId()));
      }
      return added == 1;
    });
  }

  @Override
  public Optional<List<OrderNote>> of(String orderId, Optional<String> after, int limit) {
    return database.run(sql -> {
      if (!isKnown(sql, orderId)) {
        return Optional.empty();
      }
      return Optional.of(
          sql.list(
              "select * from order_note where order_id = ? and note_id > ? order by note_id limit ?",
              row ->
                  new OrderNote(
                      row.getString("note_id"),
                      row.getString("order_id"),
                      row.getString("text"),
                      row.getString("author"),
                      Sql.instant(row, "create_time")),
              orderId,
              after.orElse(""),
              limit));
    });
  }

  private static boolean isKnown(Sql sql, String orderId) throws SQLException {
    return sql.first("select true from orders where order_id = ?", row -> true, orderId)
        .isPresent();
  }
}

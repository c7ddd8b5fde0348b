package dev.souk.order.store;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.Remaining;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnEvents;
import dev.souk.order.returns.ReturnState;
import dev.souk.order.returns.Returns;
import dev.souk.order.task.TaskKind;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Returns in PostgreSQL. */
public final class PostgresReturns implements Returns {
  private final Database database;
  private final ReturnEvents events;
  private final AuditNotes audit;
  private final PostgresRefunds refunds;
  private final Leases leases;
  private final Clock clock;

  /** Returns in the database, paid back by its refunds. */
  public PostgresReturns(
      Database database,
      ReturnEvents events,
      AuditNotes audit,
      PostgresRefunds refunds,
      Leases leases,
      Clock clock) {
    this.database = database;
    this.events = events;
    this.audit = audit;
    this.refunds = refunds;
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public Optional<Return> open(
      Order order, Optional<RequestKey> key, Function<Remaining, Return> decide) {
    return database.transaction(sql -> {
      if (!OrderTable.lock(sql, order)) {
        return Optional.empty();
      }
      Return opened = decide.apply(PostgresRefunds.remaining(sql, order));
      if (key.isPresent()
          && !KeyTable.insert(
              sql, key.get(), order.orderId(), opened.returnId(), clock.instant())) {
        return Optional.empty();
      }
      ReturnTable.insert(sql, opened);
      OutboxTable.insert(sql, events.of(opened), clock.instant());
      return Optional.of(opened);
    });
  }

  @Override
  public boolean keep(Return changed) {
    return database.transaction(sql -> {
      if (!ReturnTable.change(sql, changed)) {
        return false;
      }
      if (changed.state() == ReturnState.RECEIVED && !changed.restocked().isEmpty()) {
        restock(sql, changed);
      }
      OutboxTable.insert(sql, events.of(changed), clock.instant());
      note(sql, changed);
      return true;
    });
  }

  private void restock(Sql sql, Return received) throws SQLException {
    ReturnTable.restock(sql, received);
    Instant now = clock.instant();
    TaskTable.insert(
        sql,
        TaskKind.RESTOCK,
        received.returnId(),
        received.orderId(),
        now,
        now.plus(leases.length()));
  }

  private void note(Sql sql, Return changed) throws SQLException {
    String step = changed.state().name().toLowerCase(Locale.ROOT);
    audit.write(
        sql,
        AuditEntry.done("return." + step)
            .on("return", changed.returnId())
            .with("orderId", changed.orderId()));
  }

  @Override
  public Optional<Refund> refund(Order order, Return received, Function<Remaining, Refund> decide) {
    return database.transaction(sql -> {
      if (!OrderTable.lock(sql, order)) {
        return Optional.empty();
      }
      if (!ReturnTable.lock(sql, received)) {
        return Optional.empty();
      }
      Refund refund = decide.apply(PostgresRefunds.remaining(sql, order));
      refunds.insert(sql, order, refund, clock.instant());
      ReturnTable.refund(sql, received, refund.refundId());
      return Optional.of(refund);
    });
  }

  @Override
  public Optional<Return> find(String returnId) {
    return read("where return_id = ?", returnId).stream().findFirst();
  }

  @Override
  public List<Return> of(String orderId, Optional<String> after, int limit) {
    return read(
        "where order_id = ? and return_id > ? order by return_id limit ?",
        orderId,
        after.orElse(""),
        limit);
  }

  @Override
  public List<Return> ofUser(String userId, Optional<String> after, int limit) {
    return read(
        "where user_id = ? and return_id < ? order by return_id desc limit ?",
        userId,
        after.orElse("ret_~"),
        limit);
  }

  /** All in one transaction, lest a return be read with the history of a later state. */
  private List<Return> read(String condition, Object... parameters) {
    return database.transaction(sql -> {
      sql.update("set transaction isolation level repeatable read, read only");
      return ReturnTable.find(sql, condition, parameters);
    });
  }

  @Override
  public Optional<ApiException> refusal(String refundId) {
    return refunds.refusal(refundId);
  }
}

package dev.souk.order.store;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.Events;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RefundState;
import dev.souk.order.domain.Remaining;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.refund.Refunds;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnEntry;
import dev.souk.order.returns.ReturnEvents;
import dev.souk.order.returns.ReturnState;
import dev.souk.order.task.TaskKind;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refunds in PostgreSQL. Each change is made under the lock of its order. */
public final class PostgresRefunds implements Refunds {
  private final Database database;
  private final Events events;
  private final ReturnEvents returnEvents;
  private final AuditNotes audit;
  private final Leases leases;
  private final Clock clock;

  /** Refunds in the database. */
  public PostgresRefunds(
      Database database,
      Events events,
      ReturnEvents returnEvents,
      AuditNotes audit,
      Leases leases,
      Clock clock) {
    this.database = database;
    this.events = events;
    this.returnEvents = returnEvents;
    this.audit = audit;
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public Optional<Refund> open(Order order, RequestKey key, Function<Remaining, Refund> decide) {
    return database.transaction(sql -> {
      Instant now = clock.instant();
      if (!OrderTable.lock(sql, order)) {
        return Optional.empty();
      }
      Refund refund = decide.apply(remaining(sql, order));
      if (!KeyTable.insert(sql, key, order.orderId(), refund.refundId(), now)) {
        return Optional.empty();
      }
      insert(sql, order, refund, now);
      return Optional.of(refund);
    });
  }

  /** What of a locked order can still come back. */
  static Remaining remaining(Sql sql, Order order) throws SQLException {
    return new Remaining(
        order.refundedBy(RefundTable.of(sql, order.orderId())),
        ItemBackTable.counts(sql, order.orderId()));
  }

  /** A new refund of a locked order, with the task of paying it, which the caller does first. */
  void insert(Sql sql, Order order, Refund refund, Instant now) throws SQLException {
    RefundTable.insert(sql, order.orderId(), refund);
    Instant atTheLatest = now.plus(leases.length());
    TaskTable.insert(sql, TaskKind.REFUND, refund.refundId(), order.orderId(), now, atTheLatest);
    audit.write(
        sql,
        AuditEntry.done("order.refund_requested")
            .on("order", order.orderId())
            .with("refundId", refund.refundId())
            .with("amount", Long.toString(refund.amount().minorUnits()))
            .with("currencyCode", refund.amount().currency()));
  }

  @Override
  public boolean settle(Order order, Refund settled, Optional<ApiException> refusal) {
    return database.transaction(sql -> {
      if (!OrderTable.lock(sql, order)) {
        return false;
      }
      if (RefundTable.settle(sql, settled, refusal)) {
        tell(sql, events.of(settled, order));
        endReturn(sql, settled);
        endPaidBack(sql, order.refundedBy(RefundTable.of(sql, order.orderId())), settled);
      }
      return true;
    });
  }

  /** A return that was waiting for the refund is refunded, or can be again. */
  private void endReturn(Sql sql, Refund settled) throws SQLException {
    if (settled.state() == RefundState.FAILED) {
      ReturnTable.forgetRefund(sql, settled.refundId());
      return;
    }
    for (Return waiting :
        ReturnTable.find(sql, "where refund_id = ? for update", settled.refundId())) {
      Instant now = settled.settleTime().orElseThrow();
      Return refunded =
          waiting.become(new ReturnEntry(ReturnState.REFUNDED, now, settled.actor(), ""));
      ReturnTable.change(sql, refunded);
      tell(sql, Optional.of(returnEvents.of(refunded)));
    }
  }

  /** An order that is paid back in full comes to its end, unless it is on its way already. */
  private void endPaidBack(Sql sql, Order order, Refund last) throws SQLException {
    if (!order.isPaidBack()) {
      return;
    }
    switch (order.state()) {
      case DELIVERED -> change(sql, order, OrderState.REFUNDED, last);
      case PAID, PACKED -> {
        change(sql, order, OrderState.CANCELLING, last);
        SagaTable.insertCancellation(sql, order.orderId(), Optional.empty(), clock.instant());
      }
      case SHIPPED, CANCELLING, PENDING, FAILED, REFUNDED, CANCELLED -> {}
    }
  }

  private void change(Sql sql, Order order, OrderState end, Refund last) throws SQLException {
    Instant now = last.settleTime().orElseThrow();
    Order changed = order.become(new HistoryEntry(end, now, last.actor(), last.reason()));
    if (!OrderTable.change(sql, changed)) {
      throw new IllegalStateException("a locked order was changed: " + order.orderId());
    }
    tell(sql, events.of(changed));
  }

  private void tell(Sql sql, Optional<OutboxEvent> event) throws SQLException {
    if (event.isPresent()) {
      OutboxTable.insert(sql, event.get(), clock.instant());
    }
  }

  @Override
  public Optional<ApiException> refusal(String refundId) {
    return database.run(sql ->
        sql.first(
                "select refusal from refund where refund_id = ?",
                row -> RefusalBytes.read(row.getBytes("refusal")),
                refundId)
            .flatMap(refusal -> refusal));
  }

  @Override
  public boolean isPending(String orderId) {
    List<Boolean> pending =
        database.run(sql ->
            sql.list(
                "select true from refund where order_id = ? and state = 'PENDING' limit 1",
                row -> row.getBoolean(1),
                orderId));
    return !pending.isEmpty();
  }
}

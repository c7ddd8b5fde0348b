package dev.souk.order.store;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.Events;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Refund;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.fulfilment.FulfilmentPlan;
import dev.souk.order.fulfilment.FulfilmentStep;
import dev.souk.order.saga.Checkout;
import dev.souk.order.saga.Goal;
import dev.souk.order.saga.LeaseLostException;
import dev.souk.order.saga.Refusals;
import dev.souk.order.saga.Saga;
import dev.souk.order.saga.Sagas;
import dev.souk.order.saga.Step;
import dev.souk.order.store.SagaTable.Commit;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sagas in PostgreSQL, each changed with the order it works on. */
public final class PostgresSagas implements Sagas {
  private final Database database;
  private final Events events;
  private final Leases leases;
  private final FulfilmentPlan plan;
  private final Clock clock;

  /** Sagas in the database, leased to this instance. Paid orders are sent by the plan. */
  public PostgresSagas(
      Database database, Events events, Leases leases, FulfilmentPlan plan, Clock clock) {
    this.plan = plan;
    this.database = database;
    this.events = events;
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public Optional<Checkout> place(Order order, String paymentToken, RequestKey key) {
    Saga saga = Saga.of(order.orderId(), Goal.PLACEMENT, Step.RESERVE, Optional.of(paymentToken));
    return database.transaction(sql -> {
      Optional<String> orderId = Optional.of(order.orderId());
      if (!KeyTable.insert(sql, key, orderId, Optional.empty(), order.createTime())) {
        return Optional.empty();
      }
      OrderTable.insert(sql, order);
      RedemptionTable.insert(sql, order, order.createTime());
      SagaTable.insert(sql, saga, Optional.of(leases.owner()), leaseEnd());
      insertEvent(sql, order);
      return Optional.of(new Checkout(order, saga));
    });
  }

  @Override
  public Optional<Checkout> cancel(Order cancelling, Optional<RequestKey> key) {
    return database.transaction(sql -> {
      if (!OrderTable.change(sql, cancelling)) {
        return Optional.empty();
      }
      Saga saga =
          SagaTable.insertCancellation(
              sql, cancelling.orderId(), Optional.of(leases.owner()), leaseEnd());
      if (key.isPresent()) {
        Optional<String> orderId = Optional.of(cancelling.orderId());
        KeyTable.insert(sql, key.get(), orderId, Optional.empty(), clock.instant());
      }
      insertEvent(sql, cancelling);
      return Optional.of(new Checkout(cancelling, saga));
    });
  }

  @Override
  public Optional<Saga> take(String orderId, Goal goal) {
    return database.run(
        sql -> SagaTable.take(sql, orderId, goal, leases.owner(), clock.instant(), leaseEnd()));
  }

  @Override
  public List<Saga> takeDue(int limit) {
    return database.run(
        sql -> SagaTable.takeDue(sql, limit, leases.owner(), clock.instant(), leaseEnd()));
  }

  @Override
  public Saga advance(Saga saga, Step next) {
    return database.run(sql -> move(sql, saga, saga.at(next), Commit.RELAXED));
  }

  @Override
  public Saga advanceDurably(Saga saga, Step next) {
    return database.run(sql -> move(sql, saga, saga.at(next), Commit.DURABLE));
  }

  @Override
  public Checkout authorized(Checkout checkout, String paymentId, Step next) {
    return database.transaction(sql -> {
      Saga moved = move(sql, checkout.saga(), checkout.saga().at(next), Commit.RELAXED);
      sql.update(
          "update orders set payment_id = ? where order_id = ?",
          paymentId,
          checkout.order().orderId());
      return new Checkout(checkout.order().paidBy(paymentId), moved);
    });
  }

  @Override
  public Saga refuse(Saga saga, ApiException reason, Step undo) {
    return database.run(sql -> move(sql, saga, saga.refused(reason, undo), Commit.DURABLE));
  }

  @Override
  public Checkout change(Checkout checkout, Order changed, Step next) {
    return database.transaction(sql -> {
      Saga moved = move(sql, checkout.saga(), checkout.saga().at(next), Commit.DURABLE);
      if (!OrderTable.change(sql, changed)) {
        throw new LeaseLostException(checkout.saga());
      }
      if (changed.state() == OrderState.FAILED
          && !moved.refusal().map(Refusals::isKept).orElse(false)) {
        KeyTable.forget(sql, changed.orderId());
      }
      if (changed.state() == OrderState.FAILED || changed.state() == OrderState.CANCELLED) {
        RedemptionTable.giveBack(sql, changed, clock.instant());
      }
      if (changed.state() == OrderState.PAID) {
        send(sql, changed);
      }
      Order ended = changed.state() == OrderState.CANCELLED ? paidBack(sql, changed) : changed;
      insertEvent(sql, ended);
      return new Checkout(ended, moved);
    });
  }

  private void send(Sql sql, Order paid) throws SQLException {
    if (plan.first().isPresent()) {
      Instant now = clock.instant();
      Instant due = now.plus(plan.first().get());
      TaskTable.insertFulfilment(sql, paid.orderId(), FulfilmentStep.PICK, now, due);
    }
  }

  /** The cancelled order, with the refund of what was left of it. */
  private static Order paidBack(Sql sql, Order cancelled) throws SQLException {
    Order order = cancelled.refundedBy(RefundTable.of(sql, cancelled.orderId()));
    if (order.left().isZero()) {
      return order;
    }
    RefundTable.insert(sql, order.orderId(), Refund.ofCancelled(order));
    return order.refundedBy(RefundTable.of(sql, order.orderId()));
  }

  @Override
  public void postpone(Saga saga, Instant due) {
    database.run(sql -> {
      SagaTable.postpone(sql, saga, due);
      return due;
    });
  }

  @Override
  public void rest(Saga saga, Instant due) {
    database.run(sql -> {
      SagaTable.rest(sql, saga, due);
      return due;
    });
  }

  @Override
  public Optional<Instant> longestDue() {
    return database.run(sql ->
        sql.first(
            "select due_time from order_saga where step <> 'DONE' order by due_time limit 1",
            row -> Sql.instant(row, "due_time")));
  }

  @Override
  public int countPutOff(int times) {
    return database.run(sql ->
        sql.first(
                "select count(*) from order_saga where step <> 'DONE' and attempts >= ?",
                row -> row.getInt(1),
                times)
            .orElseThrow());
  }

  @Override
  public Optional<ApiException> refusal(String orderId) {
    return database.run(sql ->
        sql.first(
                "select refusal from order_saga where order_id = ? and goal = 'PLACEMENT'",
                row -> RefusalBytes.read(row.getBytes("refusal")),
                orderId)
            .flatMap(refusal -> refusal));
  }

  private Saga move(Sql sql, Saga from, Saga to, Commit commit) throws SQLException {
    SagaTable.move(sql, from, to, leaseEnd(), commit);
    return to;
  }

  private void insertEvent(Sql sql, Order order) throws SQLException {
    Optional<OutboxEvent> event = events.of(order);
    if (event.isPresent()) {
      OutboxTable.insert(sql, event.get(), clock.instant());
    }
  }

  private Instant leaseEnd() {
    return clock.instant().plus(leases.length());
  }
}

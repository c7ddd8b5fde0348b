package dev.souk.order;

import dev.souk.order.api.RefundApi;
import dev.souk.order.api.ReturnApi;
import dev.souk.order.api.TimeLimit;
import dev.souk.order.domain.OrderAccess;
import dev.souk.order.refund.RefundOrder;
import dev.souk.order.returns.ProcessReturn;
import dev.souk.order.returns.RefundReturn;
import dev.souk.order.returns.RequestReturn;
import dev.souk.order.saga.Settlement;
import dev.souk.order.task.TaskDriver;
import java.time.Clock;

/** Refunds, and returns of what was delivered. */
record MoneyBackSetup(Foundation base, Stores stores, TaskDriver tasks, Settlement settlement) {

  /** Serves them. */
  void start() {
    base.server().serve(refunds().definition()).serve(returns().definition());
  }

  private RefundApi refunds() {
    return new RefundApi(
        new RefundOrder(
            stores.keys(),
            stores.orders(),
            stores.refunds(),
            tasks,
            settlement,
            base.ids(),
            base.clock()),
        new TimeLimit(base.clock()));
  }

  private ReturnApi returns() {
    Clock clock = base.clock();
    return new ReturnApi(
        new RequestReturn(
            stores.keys(),
            stores.orders(),
            stores.returns(),
            base.config().returnWindow(),
            base.ids(),
            clock),
        new ProcessReturn(stores.returns(), tasks, clock),
        new RefundReturn(stores.orders(), stores.returns(), tasks, base.ids(), clock),
        stores.returns(),
        stores.orders(),
        new OrderAccess(stores.orders()),
        new TimeLimit(clock));
  }
}

package dev.souk.order;

import dev.souk.kit.server.RepeatedTask;
import dev.souk.order.fulfilment.TakeStep;
import dev.souk.order.refund.PayRefund;
import dev.souk.order.returns.RestockReturn;
import dev.souk.order.saga.Pause;
import dev.souk.order.task.TaskDriver;
import dev.souk.order.task.TaskKind;
import dev.souk.order.task.TaskRunner;
import java.util.Map;

/**
 * What is left to be done after a change.
 *
 * @param fulfilment takes the next step of an order's way
 */
record TaskSetup(Foundation base, Stores stores, Neighbours neighbours, TakeStep fulfilment) {

  /** Does what is due; who asks for something can have it done at once by the answer. */
  TaskDriver start() {
    TaskDriver driver =
        new TaskDriver(
            stores.tasks(),
            Map.of(
                TaskKind.REFUND,
                new PayRefund(
                    stores.orders(), stores.refunds(), neighbours.payments(), base.clock()),
                TaskKind.RESTOCK,
                new RestockReturn(stores.returns(), neighbours.stock()),
                TaskKind.FULFILMENT,
                fulfilment),
            base.clock(),
            Pause.SYSTEM);
    TaskRunner runner = new TaskRunner(stores.tasks(), driver, base.resumed());
    base.server().closing(new RepeatedTask("tasks", base.config().pollInterval(), runner::run));
    return driver;
  }
}

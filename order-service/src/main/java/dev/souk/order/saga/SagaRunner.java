package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.tracing.ResumedWork;
import dev.souk.order.domain.Orders;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with sagas that nobody drives: their driver died, or a service was away. Any number of
 * instances may run; a saga is driven by one of them at a time.
 */
public final class SagaRunner {
  private static final Logger LOG = LoggerFactory.getLogger(SagaRunner.class);
  private static final int BATCH = 32;

  private final Sagas sagas;
  private final Orders orders;
  private final SagaDriver driver;
  private final ResumedWork resumed;

  /** Drives the store's sagas. */
  public SagaRunner(Sagas sagas, Orders orders, SagaDriver driver, ResumedWork resumed) {
    this.resumed = resumed;
    this.sagas = sagas;
    this.orders = orders;
    this.driver = driver;
  }

  /** Takes every saga that is due a step further, or to its end. */
  public void run() {
    List<Saga> due = sagas.takeDue(BATCH);
    while (!due.isEmpty()) {
      driveAll(due);
      due = sagas.takeDue(BATCH);
    }
  }

  private void driveAll(List<Saga> due) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(saga ->
          threads.execute(
              () -> resumed.run("resume order", saga.traceparent(), () -> drive(saga))));
    }
  }

  private void drive(Saga saga) {
    try {
      LOG.info("resuming the {}", saga);
      driver.drive(new Checkout(orders.find(saga.orderId()).orElseThrow(), saga), Instant.MIN);
    } catch (LeaseLostException e) {
      LOG.info("somebody else drives it: {}", e.getMessage());
    } catch (ApiException e) {
      if (Refusals.is(e, Reason.PAYMENT_ACTION_REQUIRED)) {
        LOG.debug("{} waits for its buyer", saga);
        return;
      }
      LOG.warn("{} is left until its lease ends: {}", saga, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} is left until its lease ends", saga, e);
    }
  }
}

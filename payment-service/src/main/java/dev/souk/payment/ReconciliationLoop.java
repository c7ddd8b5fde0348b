package dev.souk.payment;

import dev.souk.payment.domain.Reconciliation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the reconciliation again and again until it is closed. */
final class ReconciliationLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconciliationLoop.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);

  private final Reconciliation reconciliation;
  private final Duration every;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  ReconciliationLoop(Reconciliation reconciliation, Duration every) {
    this.reconciliation = reconciliation;
    this.every = every;
    this.thread = Thread.ofVirtual().name("payment-reconciliation").unstarted(this::run);
  }

  ReconciliationLoop started() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        runWhileDue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A round that fails, because the database is away say, must not end the rounds. */
  private void runWhileDue() {
    try {
      boolean more = true;
      while (more && stopping.getCount() > 0) {
        more = reconciliation.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("reconciliation failed and is tried again", e);
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (!thread.join(STOP_WAIT)) {
        LOG.warn("reconciliation still runs; its leases end by themselves");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

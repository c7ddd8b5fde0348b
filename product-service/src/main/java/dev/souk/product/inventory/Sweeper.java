package dev.souk.product.inventory;

import dev.souk.product.inventory.domain.SweepReservations;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps reservations again and again until it is closed, whatever fails in between. */
public final class Sweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final SweepReservations sweep;
  private final Duration interval;
  private final Counter settled;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Sweeper(SweepReservations sweep, Duration interval, Counter settled) {
    this.sweep = sweep;
    this.interval = interval;
    this.settled = settled;
    this.thread = Thread.ofVirtual().name("sweeper").unstarted(this::run);
  }

  /** Starts to sweep, with a pause between sweeps, and counts what it settles. */
  public static Sweeper start(SweepReservations sweep, Duration interval, Counter settled) {
    Sweeper sweeper = new Sweeper(sweep, interval, settled);
    sweeper.thread.start();
    return sweeper;
  }

  /** Ends after the sweep under way. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        sweepOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepOnce() {
    try {
      settled.increment(sweep.sweep());
    } catch (RuntimeException e) {
      LOG.warn("cannot sweep reservations; trying again in {}", interval, e);
    }
  }
}

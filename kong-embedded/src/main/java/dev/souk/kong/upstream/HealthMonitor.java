package dev.souk.kong.upstream;

import dev.souk.kong.config.HealthCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one target by opening TCP connections to it. It starts healthy, as with Kong. */
public final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  private final String name;
  private final HealthCheck check;
  private final Supplier<InetSocketAddress> address;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean healthy = true;

  /**
   * Starts to watch.
   *
   * @param address where the target is; asked at each check
   */
  public static HealthMonitor start(
      String name, HealthCheck check, Supplier<InetSocketAddress> address) {
    HealthMonitor monitor = new HealthMonitor(name, check, address);
    Thread.ofVirtual().name("health-" + name).start(monitor::watch);
    return monitor;
  }

  private HealthMonitor(String name, HealthCheck check, Supplier<InetSocketAddress> address) {
    this.name = name;
    this.check = check;
    this.address = address;
  }

  /** Tells whether requests may go to the target. */
  public boolean healthy() {
    return healthy;
  }

  private void watch() {
    int inARow = 0;
    try {
      while (!closed.await(interval(), TimeUnit.MILLISECONDS)) {
        inARow = connects() == healthy ? 0 : inARow + 1;
        if (inARow > 0 && inARow >= (healthy ? check.failures() : check.successes())) {
          healthy = !healthy;
          inARow = 0;
          LOG.info("{} is {}", name, healthy ? "healthy" : "unhealthy");
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch of {} was interrupted", name);
    }
  }

  private long interval() {
    return (healthy ? check.healthyInterval() : check.unhealthyInterval()).toMillis();
  }

  private boolean connects() {
    try (Socket socket = new Socket()) {
      socket.connect(address.get(), (int) check.timeout().toMillis());
      return true;
    } catch (IOException e) {
      LOG.debug("{} does not accept connections", name, e);
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

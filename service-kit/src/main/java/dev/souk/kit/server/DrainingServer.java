package dev.souk.kit.server;

import io.grpc.Server;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops in order: readiness, new calls, calls in progress, the operator's port, resources. */
final class DrainingServer implements RunningServer {
  private static final Logger log = LoggerFactory.getLogger(DrainingServer.class);
  private static final int DRAIN_SECONDS = 10;

  private final String name;
  private final Server grpc;
  private final int httpPort;
  private final Readiness readiness;
  private final Duration delay;
  private final List<Runnable> drainActions;
  private final Deque<AutoCloseable> resources;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A server that answers.
   *
   * @param delay how long it goes on to serve once it is not ready any more: until whoever asks for
   *     that has learnt it
   */
  DrainingServer(
      String name,
      Server grpc,
      int httpPort,
      Readiness readiness,
      Duration delay,
      List<Runnable> drainActions,
      Deque<AutoCloseable> resources) {
    this.name = name;
    this.grpc = grpc;
    this.httpPort = httpPort;
    this.readiness = readiness;
    this.delay = delay;
    this.drainActions = List.copyOf(drainActions);
    this.resources = resources;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int grpcPort() {
    return grpc.getPort();
  }

  @Override
  public int httpPort() {
    return httpPort;
  }

  @Override
  public boolean isReady() {
    return readiness.isReady();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      readiness.stop();
      serveOn();
      drain();
      closeAll(resources);
      closed.countDown();
    }
  }

  @Override
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  private void serveOn() {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    drainActions.forEach(Runnable::run);
    grpc.shutdown();
    try {
      if (!grpc.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        log.warn("{}: calls still ran after {} s and were cut", name, DRAIN_SECONDS);
        grpc.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      grpc.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Closes all, last opened first; one that fails does not keep the others open. */
  static void closeAll(Deque<AutoCloseable> resources) {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        log.warn("a resource could not be closed", e);
      }
    }
  }
}

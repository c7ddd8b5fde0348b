package dev.souk.kong.lua;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Lua code at once and then at intervals, on a thread of its own, until it is closed. */
final class LuaTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LuaTimer.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private LuaTimer(LuaWorker worker, HostCalls calls, LuaTask.Timer timer) {
    this.thread =
        Thread.ofVirtual().name("lua-timer").unstarted(() -> repeat(worker, calls, timer));
  }

  static LuaTimer start(LuaWorker worker, HostCalls calls, LuaTask.Timer timer) {
    LuaTimer started = new LuaTimer(worker, calls, timer);
    started.thread.start();
    return started;
  }

  private void repeat(LuaWorker worker, HostCalls calls, LuaTask.Timer timer) {
    try {
      do {
        runOnce(worker, calls, timer);
      } while (!closed.await((long) (timer.seconds() * 1000), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("a timer was interrupted");
    }
  }

  private static void runOnce(LuaWorker worker, HostCalls calls, LuaTask.Timer timer) {
    try {
      new LuaTask(worker, calls).run("timer", timer.number(), "timer");
    } catch (RuntimeException e) {
      LOG.error("a plugin's timer failed", e);
    }
  }

  /** Ends the thread and waits until it has left Lua. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

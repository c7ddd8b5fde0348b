package dev.souk.kong;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What requests wait for until another one of the same worker has done it. */
final class Latches {
  private final Map<String, CountDownLatch> closed = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  /** Makes one; its id. */
  String add() {
    String id = Long.toString(ids.incrementAndGet());
    closed.put(id, new CountDownLatch(1));
    return id;
  }

  /** Waits for it, at most so long; not at all for one that was released. */
  void await(String id, Duration patience) throws InterruptedException {
    CountDownLatch latch = closed.get(id);
    if (latch != null) {
      // Whether it was released or not, the caller looks at what it waited for.
      boolean ignored = latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Lets everybody go on. */
  void release(String id) {
    CountDownLatch latch = closed.remove(id);
    if (latch != null) {
      latch.countDown();
    }
  }
}

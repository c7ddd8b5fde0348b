package dev.souk.auth.event;

import dev.souk.auth.domain.Revocation;
import dev.souk.kit.error.Errors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What one watcher has still to be told. One that does not keep up is broken off. */
public final class RevocationSubscription implements AutoCloseable {
  /** Told to the watcher's thread so that it wakes up; holds no revocation. */
  private static final List<Revocation> WAKE_UP = List.of();

  private final BlockingQueue<List<Revocation>> waiting;
  private final Consumer<RevocationSubscription> onClose;
  private volatile boolean broken;

  RevocationSubscription(int capacity, Consumer<RevocationSubscription> onClose) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.onClose = onClose;
  }

  /**
   * The next revocations, or none when there were none within the time.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when some may have been
   *     missed: subscribe again
   */
  public List<Revocation> next(Duration patience) throws InterruptedException {
    List<Revocation> next = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (broken) {
      throw Errors.unavailable("the stream of revocations");
    }
    return next == null ? List.of() : next;
  }

  void offer(List<Revocation> revocations) {
    if (!waiting.offer(revocations)) {
      breakOff();
    }
  }

  void breakOff() {
    broken = true;
    waiting.clear();
    // A full queue would wake the watcher as well, so it does not matter whether this has room.
    boolean ignored = waiting.offer(WAKE_UP);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}

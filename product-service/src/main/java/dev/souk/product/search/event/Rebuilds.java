package dev.souk.product.search.event;

import dev.souk.product.search.domain.RebuildIndex;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rebuilds the index when that is wanted, one time after the other, until it worked. */
public final class Rebuilds implements AutoCloseable {
  private final RebuildIndex rebuildIndex;
  private final Timer duration;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile boolean closed;

  /** Rebuilds that index. */
  public Rebuilds(RebuildIndex rebuildIndex, MeterRegistry metrics) {
    this.rebuildIndex = rebuildIndex;
    this.duration =
        Timer.builder("souk.search.rebuild")
            .description("Complete rebuilds of the search index, and how long they took")
            .register(metrics);
  }

  /** Lets the index be rebuilt once more. */
  public void want() {
    wanted.set(true);
  }

  /** Rebuilds it if that is wanted; to be called again and again. */
  public void runIfWanted() {
    if (!closed && wanted.compareAndSet(true, false)) {
      boolean done = false;
      try {
        duration.record(() -> rebuildIndex.run(() -> closed));
        done = true;
      } finally {
        wanted.compareAndSet(false, !done);
      }
    }
  }

  /** Gives up the one under way. */
  @Override
  public void close() {
    closed = true;
  }
}

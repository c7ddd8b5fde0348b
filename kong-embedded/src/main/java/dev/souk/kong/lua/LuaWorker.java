package dev.souk.kong.lua;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A Lua state and the lock under which it runs: what a worker process is to Kong. Requests are
 * bound to one worker, hold it while Lua runs, and leave it to others while they wait for I/O.
 */
final class LuaWorker implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong ids = new AtomicLong();
  private final LuaState state;
  private final Clock clock;
  private boolean closed;

  LuaWorker(LuaState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  String nextId() {
    return Long.toString(ids.incrementAndGet());
  }

  /**
   * Runs one step, alone in the state.
   *
   * @throws IllegalStateException when the worker is closed
   */
  Reply step(Message message) {
    byte[] bytes = message.bytes();
    byte[] result;
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the gateway is stopped");
      }
      Instant now = clock.instant();
      result = state.step(bytes, now.getEpochSecond() + now.getNano() / 1e9);
    } finally {
      lock.unlock();
    }
    return Reply.parse(result);
  }

  /** Closes the state once no step runs in it. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        state.close();
      }
    } finally {
      lock.unlock();
    }
  }
}

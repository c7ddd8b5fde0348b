package dev.souk.sandbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps callers waiting, unless the server is to stop. */
final class LateAnswers implements AutoCloseable {
  private final Duration delay;
  private final CountDownLatch stopping = new CountDownLatch(1);

  LateAnswers(Duration delay) {
    this.delay = delay;
  }

  void await() {
    try {
      var _ = stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}

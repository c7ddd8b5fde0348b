package dev.souk.kong.upstream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether requests may go to the target of an upstream. It starts healthy, as with Kong. */
public final class TargetHealth {
  private static final Logger LOG = LoggerFactory.getLogger(TargetHealth.class);

  private final String target;
  private final int tolerated;
  private int failures;
  private boolean healthy = true;

  /**
   * @param tolerated how many connections may fail in a row before the target is left out; 0: any
   *     number
   */
  public TargetHealth(String target, int tolerated) {
    this.target = target;
    this.tolerated = tolerated;
  }

  synchronized boolean isHealthy() {
    return healthy;
  }

  synchronized void connected() {
    failures = 0;
  }

  synchronized void failedToConnect() {
    failures++;
    if (tolerated > 0 && failures >= tolerated) {
      set(false);
    }
  }

  /** What a check of the target found. */
  public synchronized void set(boolean now) {
    if (healthy != now) {
      healthy = now;
      failures = 0;
      LOG.info("{} is {}", target, now ? "healthy" : "unhealthy");
    }
  }
}

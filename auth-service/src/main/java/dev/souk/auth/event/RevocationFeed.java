package dev.souk.auth.event;

import dev.souk.auth.domain.Revocation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands revocations to the watchers of this instance. When it may have missed some it breaks all
 * subscriptions: a watcher that comes back begins with a snapshot and has missed nothing.
 */
public final class RevocationFeed implements AutoCloseable {
  private final Set<RevocationSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final int capacity;
  private volatile boolean live;

  /** A feed whose subscriptions hold at most so many messages that were not taken yet. */
  public RevocationFeed(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Subscribes to what is revoked from now on. While the feed is not live the subscription is
   * broken from the start.
   */
  public RevocationSubscription subscribe() {
    RevocationSubscription subscription =
        new RevocationSubscription(capacity, subscriptions::remove);
    subscriptions.add(subscription);
    if (!live) {
      subscription.breakOff();
    }
    return subscription;
  }

  /** Hands these to every subscription. */
  void deliver(List<Revocation> revocations) {
    subscriptions.forEach(subscription -> subscription.offer(revocations));
  }

  /** From now on every revocation is delivered. */
  void goLive() {
    live = true;
  }

  /** From now on revocations may be missed. */
  void interrupt() {
    live = false;
    subscriptions.forEach(RevocationSubscription::breakOff);
  }

  @Override
  public void close() {
    interrupt();
  }
}

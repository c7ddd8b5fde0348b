package dev.souk.product.dynamo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Queues this process's writers of an item that several want at once. DynamoDB refuses transactions
 * that meet at an item, and those who try again meet again; in a queue each has its turn. A queue
 * is there from the first collision until nobody is in it.
 *
 * <p>It saves collisions and is no lock: other processes know nothing of it, and who has waited for
 * long enough goes on without.
 */
final class HotItems {
  /** One order for all, so that none of two waits for what the other has. */
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::table).thenComparing(Key::partition).thenComparing(Key::sort);

  private final ConcurrentHashMap<Key, Queue> queues = new ConcurrentHashMap<>();
  private final Duration longestWait;

  HotItems(Duration longestWait) {
    this.longestWait = longestWait;
  }

  private record Queue(Semaphore turn, int members) {
    private Queue(int members) {
      this(new Semaphore(1, true), members);
    }

    private Queue with(int more) {
      return new Queue(turn, members + more);
    }
  }

  /**
   * Waits for its turn in the queues that there are for the items.
   *
   * @param collided the items for which there shall be one
   */
  Place enter(Collection<Key> keys, Set<Key> collided) {
    Place place = new Place();
    if (!queues.isEmpty() || !collided.isEmpty()) {
      keys.stream().sorted(ORDER).forEach(key -> place.join(key, collided.contains(key)));
      place.awaitTurn();
    }
    return place;
  }

  /** How many items have a queue. */
  int size() {
    return queues.size();
  }

  /** A place in some queues, left by closing it. */
  final class Place implements AutoCloseable {
    private final Map<Key, Semaphore> joined = new LinkedHashMap<>();
    private final List<Semaphore> turns = new ArrayList<>();

    private void join(Key key, boolean begin) {
      Queue queue =
          queues.compute(
              key,
              (_, known) -> {
                if (known == null) {
                  return begin ? new Queue(1) : null;
                }
                return known.with(1);
              });
      if (queue != null) {
        joined.put(key, queue.turn());
      }
    }

    private void awaitTurn() {
      long end = System.nanoTime() + longestWait.toNanos();
      try {
        for (Semaphore turn : joined.values()) {
          if (!turn.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          turns.add(turn);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Whether it is in the queues of all these items. */
    boolean covers(Set<Key> keys) {
      return joined.keySet().containsAll(keys);
    }

    @Override
    public void close() {
      turns.forEach(Semaphore::release);
      joined
          .keySet()
          .forEach(key ->
              queues.computeIfPresent(
                  key, (_, queue) -> queue.members() == 1 ? null : queue.with(-1)));
    }
  }
}

package dev.souk.bench;

import java.util.Collection;
import java.util.List;

/**
 * Times of calls.
 *
 * @param sortedNanos in nanoseconds, shortest first
 */
record Latencies(List<Long> sortedNanos) {
  static Latencies of(Collection<Long> nanos) {
    return new Latencies(nanos.stream().sorted().toList());
  }

  /** The time within which so many hundredths of the calls were answered, in milliseconds. */
  double percentileMillis(double percent) {
    int index = (int) Math.ceil(percent / 100 * sortedNanos.size()) - 1;
    return sortedNanos.get(Math.max(0, index)) / 1e6;
  }
}

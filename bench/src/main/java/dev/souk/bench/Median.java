package dev.souk.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The middle of several runs. */
final class Median {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  /** Forgets what it was given: to warm up is not to measure. */
  void clear() {
    values.clear();
  }

  double value() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}

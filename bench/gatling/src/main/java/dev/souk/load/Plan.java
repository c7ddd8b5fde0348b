package dev.souk.load;

import java.net.URI;
import java.time.Duration;

/**
 * What {@code bench/load} was asked for.
 *
 * @param shop the gateway's address
 * @param rate how many visitors arrive a second
 * @param time how long they do, after the warm-up
 */
record Plan(URI shop, double rate, Duration time) {
  /** Visitors arrive more and more often, and are not counted. */
  static final Duration WARM_UP = Duration.ofSeconds(20);

  /** The plan of the system properties {@code souk.load.*}; a profile has a rate of its own. */
  static Plan of(double standardRate) {
    return new Plan(
        URI.create(System.getProperty("souk.load.url", "http://127.0.0.1:8000")),
        Double.parseDouble(System.getProperty("souk.load.rate", Double.toString(standardRate))),
        Duration.ofSeconds(Long.getLong("souk.load.seconds", 60)));
  }

  /**
   * How many accounts there must be so that each is used by one visitor at a time: a visit that
   * takes longer than 8 s has missed its threshold anyway.
   */
  int accounts(double visitorsWithAccount) {
    return Math.max(16, (int) Math.ceil(visitorsWithAccount * 8));
  }
}

package dev.souk.order;

import dev.souk.kit.server.RepeatedTask;
import dev.souk.order.api.StatisticsApi;
import dev.souk.order.domain.Statistics;
import dev.souk.order.store.PostgresStatistics;
import java.time.Duration;

/** What was sold, by day. */
record StatisticsSetup(Foundation base) {
  /** Reports read what happened since then one by one. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Serves reports, and adds up what they read. */
  void start() {
    Statistics statistics = new PostgresStatistics(base.database());
    base.server().serve(new StatisticsApi(statistics, base.clock()).definition());
    base.server().closing(new RepeatedTask("statistics", INTERVAL, statistics::addUp));
  }
}

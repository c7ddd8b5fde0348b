package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every dashboard and every rule, against a real Prometheus that watches the shop.
 * It needs the prometheus binary; with -Dsouk.test.all it fails without one.
 */
@ExtendWith(Shop.Running.class)
class LiveQueriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable PrometheusServer prometheus;

  @BeforeAll
  static void watch(Shop shop, @TempDir Path home) throws IOException {
    boolean all = Boolean.getBoolean("souk.test.all");
    var binary = PrometheusServer.binary();
    assumeThat(all || binary.isPresent())
        .as("needs prometheus on the PATH (Debian: apt-get install prometheus)")
        .isTrue();
    prometheus =
        PrometheusServer.start(
            binary.orElseThrow(), Dashboards.OBSERVABILITY, home, shop.portOffset());
    ShopTraffic traffic = new ShopTraffic(shop);
    traffic.drive();
    awaitScrapes(2);
    traffic.drive();
    awaitScrapes(2);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  private static PrometheusServer prometheus() {
    if (prometheus == null) {
      throw new IllegalStateException("not started");
    }
    return prometheus;
  }

  /** Until every server has been looked at so often again. */
  private static void awaitScrapes(int times) {
    Map<String, Double> before = scrapes();
    await("Prometheus to look at the shop")
        .atMost(PATIENCE)
        .until(() -> {
          Map<String, Double> now = scrapes();
          return now.size() == 7
              && now.entrySet().stream()
                  .allMatch(target ->
                      target.getValue() >= before.getOrDefault(target.getKey(), 0.0) + times);
        });
  }

  private static Map<String, Double> scrapes() {
    Map<String, Double> scrapes = new TreeMap<>();
    for (JsonNode series : prometheus().query("count_over_time(up[10m]) and up == 1")) {
      scrapes.put(series.at("/metric/instance").asText(), series.at("/value/1").asDouble());
    }
    return scrapes;
  }

  @Test
  void every_query_of_every_panel_shows_something() throws IOException {
    List<Dashboards.Query> queries =
        Dashboards.queries().stream()
            .filter(query -> query.datasource().equals("prometheus"))
            .toList();
    assertThat(queries).hasSizeGreaterThan(60);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          List<String> empty = new ArrayList<>();
          for (Dashboards.Query query : queries) {
            if (!showsSomething(prometheus().query(query.expression()))) {
              empty.add(query.where() + "\n    " + query.expression());
            }
          }
          assertThat(empty).as("queries that show nothing").isEmpty();
        });
    List<String> unknown = new ArrayList<>();
    queries.forEach(query -> unknown.addAll(unknown(query.where(), query.expression())));
    assertThat(unknown).isEmpty();
  }

  private static boolean showsSomething(JsonNode result) {
    for (JsonNode series : result) {
      if (!series.at("/value/1").asText().equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void every_rule_is_evaluated_and_asks_for_what_there_is() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          List<String> problems = new ArrayList<>();
          int rules = 0;
          for (JsonNode group : prometheus().ruleGroups()) {
            for (JsonNode rule : group.path("rules")) {
              rules++;
              problems.addAll(problems(rule));
            }
          }
          assertThat(rules).isGreaterThan(20);
          assertThat(problems).isEmpty();
        });
  }

  private static List<String> problems(JsonNode rule) {
    String name = rule.path("name").asText();
    String expression = rule.path("query").asText();
    List<String> problems = unknown(name, expression);
    if (!rule.path("health").asText().equals("ok")) {
      problems.add(name + " is not healthy: " + rule.path("lastError").asText());
    }
    if (rule.path("type").asText().equals("recording")
        && !showsSomething(prometheus().query(expression))) {
      problems.add(name + " records nothing: " + expression);
    }
    return problems;
  }

  /** What the expression asks for and no server has: metrics, labels, and values of labels. */
  private static List<String> unknown(String where, String expression) {
    List<String> unknown = new ArrayList<>();
    for (PromQl.Selector selector : PromQl.selectors(expression)) {
      require(where, selector.metric(), unknown);
      selector
          .labels()
          .forEach(label -> require(where, selector.metric() + "{" + label + "!=\"\"}", unknown));
      selector
          .values()
          .forEach(value -> require(where, selector.metric() + "{" + value + "}", unknown));
    }
    return unknown;
  }

  private static void require(String where, String selector, List<String> unknown) {
    // What only is there while an alert fires, is Prometheus's own.
    if (!selector.startsWith("ALERTS") && prometheus().query(selector).isEmpty()) {
      unknown.add(where + ": there is no " + selector);
    }
  }
}

package dev.souk.system.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dashboards as Grafana loads them. */
final class Dashboards {
  /** The observability folder, from where Maven runs tests. */
  static final Path OBSERVABILITY = Path.of("..", "observability");

  /** Where the dashboards are. */
  static final Path FOLDER = OBSERVABILITY.resolve("grafana/dashboards");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Dashboards() {}

  /** A query of a panel, with its template variables put in. */
  record Query(String where, String datasource, String expression) {}

  /** The dashboards by file name. */
  static Map<String, JsonNode> all() throws IOException {
    Map<String, JsonNode> dashboards = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        dashboards.put(file.getFileName().toString(), JSON.readTree(file.toFile()));
      }
    }
    return dashboards;
  }

  /** The queries of all panels. */
  static List<Query> queries() throws IOException {
    List<Query> queries = new ArrayList<>();
    all()
        .forEach((file, dashboard) -> {
          for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
              queries.add(
                  new Query(
                      file + ": " + panel.path("title").asText(),
                      target.at("/datasource/uid").asText(),
                      substituted(target.path("expr").asText(), dashboard)));
            }
          }
        });
    return queries;
  }

  /** The interval is longer than any test, whose first calls count to its end. */
  private static String substituted(String expression, JsonNode dashboard) {
    String result = expression.replace("$__rate_interval", "15m");
    for (JsonNode variable : dashboard.at("/templating/list")) {
      result =
          result.replace("$" + variable.path("name").asText(), variable.path("allValue").asText());
    }
    return result;
  }
}

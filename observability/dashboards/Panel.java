import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A graph of one or more queries.
 *
 * @param unit as Grafana names it
 * @param description what it tells somebody who is on call
 * @param thresholds from which values on the graph turns yellow and red; none where no value is bad by itself
 */
record Panel(String title, String unit, String description, List<Query> queries, List<Double> thresholds) {
  static final Map<String, Object> PROMETHEUS = Json.object("type", "prometheus", "uid", "prometheus");

  /**
   * A query.
   *
   * @param legend with labels as {@code {{service}}}
   * @param expr PromQL
   */
  record Query(String legend, String expr) {}

  static Panel of(String title, String unit, String description, String... legendsAndQueries) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < legendsAndQueries.length; i += 2) {
      queries.add(new Query(legendsAndQueries[i], legendsAndQueries[i + 1]));
    }
    return new Panel(title, unit, description, queries, List.of());
  }

  /** From the first value on it is yellow, from the second on red. */
  Panel thresholds(double warning, double critical) {
    return new Panel(title, unit, description, queries, List.of(warning, critical));
  }

  Map<String, Object> json(int id, Map<String, Object> place) {
    return Json.object(
        "id", id,
        "type", "timeseries",
        "title", title,
        "description", description,
        "datasource", PROMETHEUS,
        "gridPos", place,
        "fieldConfig", Json.object("defaults", defaults(), "overrides", List.of()),
        "options", Json.object("legend", Json.object("displayMode", "list", "placement", "bottom"),
            "tooltip", Json.object("mode", "multi", "sort", "desc")),
        "targets", targets());
  }

  private Map<String, Object> defaults() {
    Map<String, Object> defaults = Json.object("unit", unit, "min", 0);
    if (!thresholds.isEmpty()) {
      defaults.put("custom", Json.object("thresholdsStyle", Json.object("mode", "dashed")));
      defaults.put(
          "thresholds",
          Json.object(
              "mode", "absolute",
              "steps",
                  List.of(
                      Json.object("color", "green", "value", null),
                      Json.object("color", "yellow", "value", thresholds.getFirst()),
                      Json.object("color", "red", "value", thresholds.getLast()))));
    }
    return defaults;
  }

  private List<Map<String, Object>> targets() {
    List<Map<String, Object>> targets = new ArrayList<>();
    for (Query query : queries) {
      targets.add(
          Json.object(
              "refId", Character.toString('A' + targets.size()),
              "datasource", PROMETHEUS,
              "expr", query.expr,
              "legendFormat", query.legend));
    }
    return targets;
  }
}

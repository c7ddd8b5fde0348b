import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Panels of one size, three beside each other, in named rows; below them the log where it helps.
 *
 * @param variables template variables, by name, each with the query of its values
 * @param logs LogQL of the log below; empty for none
 */
record Dashboard(String uid, String title, String description, Map<String, String> variables, List<Row> rows, String logs) {
  private static final int WIDTH = 8;
  private static final int HEIGHT = 7;
  private static final int COLUMNS = 24;
  private static final Map<String, Object> LOKI = Json.object("type", "loki", "uid", "loki");

  /** Panels with a heading. */
  record Row(String title, List<Panel> panels) {
    static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }

  String json() {
    return Json.text(
            Json.object(
                "uid", uid,
                "title", title,
                "description", description,
                "tags", List.of("souk"),
                "schemaVersion", 39,
                "editable", false,
                "refresh", "10s",
                "time", Json.object("from", "now-30m", "to", "now"),
                "links",
                    List.of(
                        Json.object("type", "dashboards", "title", "Souk", "tags", List.of("souk"), "asDropdown", true, "keepTime", true)),
                "templating", Json.object("list", templating()),
                "panels", panels()))
        + "\n";
  }

  private List<Map<String, Object>> templating() {
    return variables.entrySet().stream()
        .map(variable ->
            Json.object(
                "name", variable.getKey(),
                "label", variable.getKey(),
                "type", "query",
                "datasource", Panel.PROMETHEUS,
                "query", variable.getValue(),
                "refresh", 2,
                "includeAll", true,
                "allValue", ".+",
                "multi", true,
                "current", Json.object("text", "All", "value", "$__all")))
        .toList();
  }

  private List<Map<String, Object>> panels() {
    List<Map<String, Object>> panels = new ArrayList<>();
    int y = 0;
    for (Row row : rows) {
      panels.add(
          Json.object(
              "id", panels.size() + 1, "type", "row", "title", row.title, "collapsed", false,
              "gridPos", place(0, y++, COLUMNS, 1), "panels", List.of()));
      int x = 0;
      for (Panel panel : row.panels) {
        panels.add(panel.json(panels.size() + 1, place(x, y, WIDTH, HEIGHT)));
        x += WIDTH;
        if (x == COLUMNS) {
          x = 0;
          y += HEIGHT;
        }
      }
      y += x == 0 ? 0 : HEIGHT;
    }
    if (!logs.isEmpty()) {
      panels.add(log(panels.size() + 1, y));
    }
    return panels;
  }

  private Map<String, Object> log(int id, int y) {
    return Json.object(
        "id", id,
        "type", "logs",
        "title", "What the services warn of",
        "description", "Lines of the levels WARN and ERROR. The trace id of a line leads to its trace.",
        "datasource", LOKI,
        "gridPos", place(0, y, COLUMNS, HEIGHT + 3),
        "options", Json.object("showTime", true, "sortOrder", "Descending", "enableLogDetails", true),
        "targets", List.of(Json.object("refId", "A", "datasource", LOKI, "expr", logs)));
  }

  private static Map<String, Object> place(int x, int y, int width, int height) {
    return Json.object("x", x, "y", y, "w", width, "h", height);
  }
}

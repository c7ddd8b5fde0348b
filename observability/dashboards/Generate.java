import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the dashboards that Grafana loads: {@code java observability/dashboards/Generate.java}, from the top of the
 * repository, after a change of a class beside this one. DashboardsTest fails while a file differs.
 */
final class Generate {
  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "observability/grafana/dashboards");
    for (Dashboard dashboard : all()) {
      Files.writeString(folder.resolve(dashboard.uid() + ".json"), dashboard.json());
    }
  }

  private static List<Dashboard> all() {
    return List.of(
        Overview.dashboard(),
        Checkout.dashboard(),
        Catalog.dashboard(),
        Identity.dashboard(),
        Gateway.dashboard(),
        Runtime.dashboard(),
        Objectives.dashboard());
  }
}

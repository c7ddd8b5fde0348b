package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards are what their definition makes, and complete. */
class DashboardsTest {
  @Test
  void the_dashboards_are_those_of_the_definition(@TempDir Path fresh) throws Exception {
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Dashboards.OBSERVABILITY.resolve("dashboards/Generate.java").toString(),
                fresh.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
    try (Stream<Path> made = Files.list(fresh);
        Stream<Path> kept = Files.list(Dashboards.FOLDER)) {
      assertThat(kept.map(Path::getFileName))
          .containsExactlyInAnyOrderElementsOf(made.map(Path::getFileName).toList());
    }
    for (String file : Dashboards.all().keySet()) {
      assertThat(Dashboards.FOLDER.resolve(file))
          .as("run java observability/dashboards/Generate.java")
          .hasSameTextualContentAs(fresh.resolve(file));
    }
  }

  @Test
  void every_panel_says_what_it_shows_and_where_from() throws IOException {
    Set<String> uids = new HashSet<>();
    Dashboards.all()
        .forEach((file, dashboard) -> {
          assertThat(uids.add(dashboard.path("uid").asText())).as(file).isTrue();
          for (JsonNode panel : dashboard.path("panels")) {
            String where = file + " " + panel.path("title").asText();
            assertThat(panel.path("title").asText()).as(where).isNotEmpty();
            if (!panel.path("type").asText().equals("row")) {
              assertThat(panel.path("description").asText()).as(where).isNotEmpty();
              assertThat(panel.at("/datasource/uid").asText()).as(where).isIn("prometheus", "loki");
              assertThat(panel.path("targets")).as(where).isNotEmpty();
            }
          }
        });
    assertThat(uids).hasSize(7);
  }
}

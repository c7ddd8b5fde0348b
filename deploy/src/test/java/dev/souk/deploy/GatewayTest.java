package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kong.config.KongFile;
import dev.souk.kong.config.PluginEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Row 129: Kong in a cluster is set up as in compose, where it is tested. */
class GatewayTest {
  static final List<String> OVERLAYS = Overlay.NAMES;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void its_settings_are_those_of_compose(String name) throws Exception {
    Map<String, String> cluster = new HashMap<>(environment(name));
    Map<String, String> compose = new HashMap<>();
    Yaml.map(
            Yaml.documents(Files.readString(Path.of("../docker-compose.yml"))).getFirst(),
            "services",
            "kong",
            "environment")
        .forEach((key, value) -> compose.put((String) key, ((String) value).replace(", ", ",")));
    compose.computeIfPresent("KONG_PLUGINS", (key, plugins) -> plugins.replace(" ", ","));
    cluster.keySet().removeAll(GatewaySettings.names());
    compose.keySet().removeAll(GatewaySettings.names());

    assertThat(cluster).isEqualTo(compose);
    assertThat(environment(name)).containsEntry("KONG_ADMIN_LISTEN", "127.0.0.1:8001");
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void its_configuration_has_the_origins_and_the_issuer_of_the_place(String name) throws Exception {
    Map<String, String> environment = environment(name);
    Path written = configure(name, Files.readString(Path.of("../kong/kong.yml")), 0);

    KongFile file = KongFile.parse(Files.readString(written));
    List<String> origins =
        Yaml.documents("all: " + environment.get("SOUK_ORIGINS")).stream()
            .flatMap(document -> ((List<?>) document.get("all")).stream())
            .map(String.class::cast)
            .toList();
    assertThat(plugin(file, "cors").config().texts("origins")).isEqualTo(origins);
    assertThat(plugin(file, "access-guard").config().texts("origins")).isEqualTo(origins);
    assertThat(plugin(file, "auth-token-validator").config().text("issuer"))
        .isEqualTo(environment.get("SOUK_TOKEN_ISSUER"));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void a_configuration_without_the_fields_to_set_stops_the_start(String name) throws Exception {
    configure(name, "_format_version: \"3.0\"\n", 1);
  }

  /** Runs what the pod runs, on files of this test's. */
  private Path configure(String name, String configuration, int exit)
      throws IOException, InterruptedException {
    Path image = Files.createDirectories(folder.resolve("image"));
    Path written = Files.createDirectories(folder.resolve("written"));
    Files.writeString(image.resolve("kong.yml"), configuration);
    Map<?, ?> container =
        Yaml.maps(Overlay.rendered(name).deployment("kong").pod(), "initContainers").getFirst();
    String script =
        ((String) ((List<?>) container.get("args")).getFirst())
            .replace("/opt/souk/", image + "/")
            .replace("/etc/souk/", written + "/");
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-euc", script).inheritIO();
    shell.environment().putAll(environment(name));
    Process process = shell.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(exit);
    return written.resolve("kong.yml");
  }

  private static Map<String, String> environment(String name)
      throws IOException, InterruptedException {
    return Overlay.rendered(name).deployment("kong").environment();
  }

  private static PluginEntry plugin(KongFile file, String name) {
    return file.plugins().stream()
        .filter(plugin -> plugin.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

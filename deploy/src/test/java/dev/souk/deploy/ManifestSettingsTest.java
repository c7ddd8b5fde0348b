package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.service.ShopService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Row 129: the manifests give each service the settings that it reads, and no others. */
class ManifestSettingsTest {
  static final List<String> OVERLAYS = Overlay.NAMES;

  /** Read by Amazon's own client where the store is Amazon's. */
  private static final Set<String> AMAZONS = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void services_start_with_what_they_are_given(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    Set<String> readBySome = new TreeSet<>();
    for (ShopService service : ShopService.values()) {
      Workload workload = overlay.deployment(service.serviceName());
      Map<String, String> environment = secretsOpened(workload.environment());
      ServiceSettings settings = ServiceSettings.of(service);
      settings.requireComplete(environment);
      Set<String> read = new TreeSet<>(settings.keys(environment));
      readBySome.addAll(read);
      if (service == ShopService.PRODUCT) {
        read.addAll(AMAZONS);
      }
      assertThat(read)
          .as(service.serviceName())
          .containsAll(workload.ownEnvironment().keySet())
          .containsAll(configuration(overlay, service.serviceName()));
      assertThat(environment)
          .as(service.serviceName())
          .containsEntry("SOUK_GRPC_PORT", Integer.toString(service.standardPort()))
          .containsEntry("SOUK_MIGRATIONS", "by-job");
      for (ShopService other : ShopService.values()) {
        assertThat(environment)
            .containsEntry(other.targetKey(), other.serviceName() + ":" + other.standardPort());
      }
    }
    assertThat(readBySome).containsAll(configuration(overlay, "shop"));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void faults_can_be_set_in_development_and_never_in_production(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    for (ShopService service : ShopService.values()) {
      Map<String, String> environment = overlay.deployment(service.serviceName()).environment();
      assertThat(environment.getOrDefault("SOUK_FAULTS", "disabled"))
          .as(service.serviceName())
          .isEqualTo(name.equals("development") ? "enabled" : "disabled");
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void files_that_settings_name_are_mounted_and_no_others(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    for (ShopService service : ShopService.values()) {
      Workload workload = overlay.deployment(service.serviceName());
      assertThat(
              workload.environment().values().stream()
                  .filter(value -> value.startsWith("/run/secrets/"))
                  .collect(Collectors.toSet()))
          .as(service.serviceName())
          .isEqualTo(workload.mountedFiles());
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void migrations_run_before_and_as_others_than_the_services(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    for (Workload job : overlay.workloads()) {
      if (!job.kind().equals("Job")) {
        continue;
      }
      String service = job.name().replace("-migration", "");
      assertThat(job.containers().getFirst().get("args")).isEqualTo(List.of("migrate"));
      assertThat(Yaml.text(job.containers().getFirst(), "image"))
          .isEqualTo(Yaml.text(overlay.deployment(service).containers().getFirst(), "image"));
      assertThat(job.secrets())
          .as(job.name())
          .isNotEmpty()
          .allMatch(secret -> secret.startsWith(job.name() + "/"));
    }
    assertThat(overlay.all("Job").stream().map(Overlay::nameOf))
        .containsExactlyInAnyOrder(
            "auth-service-migration",
            "order-service-migration",
            "payment-service-migration",
            "product-service-migration",
            "user-service-migration");
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_secret_is_in_the_list_for_operators_and_none_in_the_repository(String name)
      throws Exception {
    Overlay overlay = Overlay.rendered(name);
    assertThat(overlay.all("Secret")).isEmpty();
    Set<String> listed =
        Pattern.compile("\\| `([a-z-]+)` \\| `([A-Za-z.-]+)` \\|")
            .matcher(Files.readString(Path.of("kubernetes/README.md")))
            .results()
            .map(match -> match.group(1) + "/" + match.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> used = new TreeSet<>();
    overlay.workloads().forEach(workload -> used.addAll(workload.secrets()));
    if (used.remove("kong-tls/*")) {
      used.addAll(Set.of("kong-tls/tls.crt", "kong-tls/tls.key"));
    }
    assertThat(listed).containsAll(used);
  }

  private static Set<String> configuration(Overlay overlay, String name) {
    return Yaml.map(overlay.one("ConfigMap", name), "data").keySet().stream()
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  /** With a value in place of a secret's name where its form matters. */
  private static Map<String, String> secretsOpened(Map<String, String> environment) {
    Map<String, String> opened = new TreeMap<>(environment);
    opened.replace("SOUK_OPENSEARCH_URL", "https://search.example");
    opened.replace("SOUK_REDIS_URI", "redis://:password@redis:6379");
    return opened;
  }
}

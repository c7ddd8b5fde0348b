package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.service.ShopService;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Row 129: what holds for every pod of the shop. */
class WorkloadTest {
  static final List<String> OVERLAYS = Overlay.NAMES;

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_service_runs_and_the_sandbox_in_development_alone(String name) throws Exception {
    List<String> deployments =
        Overlay.rendered(name).all("Deployment").stream().map(Overlay::nameOf).toList();
    assertThat(deployments).containsAll(ShopService.names()).contains("kong");
    assertThat(deployments.contains("payment-sandbox")).isEqualTo(name.equals("development"));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void no_container_has_rights_that_it_does_not_need(String name) throws Exception {
    for (Workload workload : Overlay.rendered(name).workloads()) {
      Map<?, ?> pod = workload.pod();
      assertThat(pod.get("automountServiceAccountToken")).as(workload.name()).isEqualTo(false);
      assertThat(pod.get("hostNetwork")).as(workload.name()).isNull();
      Map<?, ?> security = Yaml.map(pod, "securityContext");
      assertThat(security.get("runAsNonRoot")).as(workload.name()).isEqualTo(true);
      assertThat((Integer) security.get("runAsUser")).as(workload.name()).isPositive();
      assertThat(Yaml.text(security, "seccompProfile", "type"))
          .as(workload.name())
          .isEqualTo("RuntimeDefault");
      for (Map<?, ?> container : workload.allContainers()) {
        Map<?, ?> own = Yaml.map(container, "securityContext");
        assertThat(own.get("readOnlyRootFilesystem")).as(workload.name()).isEqualTo(true);
        assertThat(own.get("allowPrivilegeEscalation")).as(workload.name()).isEqualTo(false);
        assertThat(own.get("privileged")).as(workload.name()).isNull();
        assertThat(Yaml.map(own, "capabilities"))
            .as(workload.name())
            .isEqualTo(Map.of("drop", List.of("ALL")));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_container_says_what_it_needs_and_may_take(String name) throws Exception {
    for (Workload workload : Overlay.rendered(name).workloads()) {
      for (Map<?, ?> container : workload.allContainers()) {
        for (String kind : List.of("requests", "limits")) {
          assertThat(Yaml.map(container, "resources", kind).keySet())
              .as(workload.name() + " " + kind)
              .isEqualTo(Set.of("cpu", "memory"));
        }
        assertThat(Yaml.text(container, "resources", "requests", "memory"))
            .as(workload.name() + ": the heap is a part of the limit, and is used")
            .isEqualTo(Yaml.text(container, "resources", "limits", "memory"));
        assertThat(Yaml.text(container, "image"))
            .as(workload.name())
            .matches(".+(:[0-9]+\\.[0-9]+\\.[0-9]+|@sha256:[0-9a-f]{64})");
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_deployment_is_probed_spread_scaled_and_kept_when_nodes_go(String name)
      throws Exception {
    Overlay overlay = Overlay.rendered(name);
    for (Map<?, ?> object : overlay.all("Deployment")) {
      Workload workload = new Workload(overlay, object);
      for (Map<?, ?> container : workload.containers()) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          assertThat(Yaml.map(container, probe)).as(workload.name() + " " + probe).isNotEmpty();
        }
      }
      assertThat(Yaml.maps(workload.pod(), "topologySpreadConstraints"))
          .as(workload.name())
          .isNotEmpty()
          .allSatisfy(spread -> assertThat(matches(spread, "labelSelector", workload)).isTrue());
      assertThat(overlay.all("PodDisruptionBudget"))
          .as(workload.name())
          .anyMatch(budget -> matches(Yaml.map(budget, "spec"), "selector", workload));
      assertThat(overlay.all("Service"))
          .as(workload.name())
          .anyMatch(service ->
              Yaml.text(service, "spec", "selector", "app.kubernetes.io/name")
                  .equals(workload.name()));
      assertThat(matches(Yaml.map(object, "spec"), "selector", workload)).isTrue();
      if (!workload.component().equals("sandbox")) {
        Map<?, ?> scaling = overlay.one("HorizontalPodAutoscaler", workload.name());
        assertThat(Yaml.text(scaling, "spec", "scaleTargetRef", "name")).isEqualTo(workload.name());
        assertThat(Yaml.map(object, "spec").get("replicas"))
            .as("the autoscaler alone sets the number of " + workload.name())
            .isNull();
        assertThat((Integer) Yaml.map(scaling, "spec").get("minReplicas"))
            .isGreaterThanOrEqualTo(name.equals("production") ? 2 : 1);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void probes_ask_the_port_of_health(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    for (ShopService service : ShopService.values()) {
      Workload workload = overlay.deployment(service.serviceName());
      Map<?, ?> container = workload.containers().getFirst();
      assertThat(Yaml.maps(container, "ports"))
          .containsExactly(
              Map.of("name", "grpc", "containerPort", service.standardPort()),
              Map.of("name", "metrics", "containerPort", service.standardPort() + 4000));
      assertThat(Yaml.map(container, "livenessProbe", "httpGet"))
          .isEqualTo(Map.of("path", "/health/live", "port", "metrics"));
      assertThat(Yaml.map(container, "readinessProbe", "httpGet"))
          .isEqualTo(Map.of("path", "/health/ready", "port", "metrics"));
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void a_service_has_the_time_to_end_what_it_does(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    int drain = drainSeconds();
    for (ShopService service : ShopService.values()) {
      Workload workload = overlay.deployment(service.serviceName());
      long pause = Duration.parse(workload.environment().get("SOUK_DRAIN_DELAY")).toSeconds();
      long grace = (Integer) workload.pod().get("terminationGracePeriodSeconds");
      assertThat(pause).as("until DNS and gateway have noticed").isGreaterThanOrEqualTo(10L);
      assertThat(grace).as("the pause, the drain, the stores").isGreaterThan(pause + drain + 10);
    }
  }

  /** The drain is the server's own matter; only the grace period must know. */
  private static int drainSeconds() throws ReflectiveOperationException {
    Field seconds =
        Class.forName("dev.souk.kit.server.DrainingServer").getDeclaredField("DRAIN_SECONDS");
    seconds.setAccessible(true);
    return seconds.getInt(null);
  }

  private static boolean matches(Map<?, ?> node, String key, Workload workload) {
    Map<?, ?> wanted = Yaml.map(node, key, "matchLabels");
    return !wanted.isEmpty() && workload.labels().entrySet().containsAll(wanted.entrySet());
  }
}

package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Row 129: every object is one of Kubernetes' own. The models of its Java client are generated from
 * its OpenAPI description; they refuse a field that is not in it, one of another type, and the want
 * of one that is required (docs/decisions/0073).
 */
class SchemaTest {
  static final List<String> OVERLAYS = Overlay.NAMES;

  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 Namespace", V1Namespace.class,
          "v1 ConfigMap", V1ConfigMap.class,
          "v1 Service", V1Service.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 Job", V1Job.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_object_is_as_kubernetes_describes_it(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    Set<String> seen = new HashSet<>();
    for (Map<?, ?> object : overlay.objects()) {
      validate(object);
      String namespace = Yaml.text(object, "metadata", "namespace");
      assertThat(seen.add(object.get("kind") + " " + Yaml.text(object, "metadata", "name")))
          .as("once in a namespace")
          .isTrue();
      if (!"Namespace".equals(object.get("kind"))) {
        assertThat(namespace)
            .isEqualTo(Yaml.text(overlay.all("Namespace").getFirst(), "metadata", "name"));
      }
    }
    assertThat(seen).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource({
    "replica, 2, replica",
    "replicas, many, many",
    "minReadySeconds, 1.5, 1.5",
    "selector, , selector"
  })
  void what_is_not_described_is_refused(String field, String value, String named) throws Exception {
    Map<?, ?> deployment = Overlay.rendered("production").one("Deployment", "cart-service");
    validate(deployment);
    Map<Object, Object> spec = new LinkedHashMap<>(Yaml.map(deployment, "spec"));
    if (value == null) {
      spec.remove(field);
    } else {
      spec.put(field, value);
    }
    Map<Object, Object> spoiled = new LinkedHashMap<>(deployment);
    spoiled.put("spec", spec);

    assertThatThrownBy(() -> validate(spoiled)).hasMessageContaining(named);
  }

  private static void validate(Map<?, ?> object) throws Exception {
    Class<?> model = MODELS.get(object.get("apiVersion") + " " + object.get("kind"));
    assertThat(model).as(object.get("kind").toString()).isNotNull();
    JsonElement tree = JSON.getGson().toJsonTree(object);
    try {
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, tree);
    } catch (InvocationTargetException e) {
      throw new AssertionError(
          Overlay.nameOf(object) + ": " + e.getCause().getMessage(), e.getCause());
    }
    assertThat((Object) JSON.getGson().fromJson(tree, model)).isNotNull();
  }
}

package dev.souk.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What {@code kubectl apply -k deploy/kubernetes/<name>} would send to a cluster. */
record Overlay(String name, List<Map<?, ?>> objects) {
  static final List<String> NAMES = List.of("development", "production");

  /** The manifests do not change while tests run. */
  private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

  /**
   * Renders it. Without kubectl the test that asks is left out; the long run, which CI makes, must
   * have it.
   */
  static Overlay rendered(String name) throws IOException, InterruptedException {
    Overlay known = RENDERED.get(name);
    if (known == null) {
      known = render(name);
      RENDERED.put(name, known);
    }
    return known;
  }

  private static Overlay render(String name) throws IOException, InterruptedException {
    Optional<Path> kubectl = kubectl();
    assumeTrue(kubectl.isPresent() || Boolean.getBoolean("souk.test.all"), "needs kubectl");
    Path output = Files.createTempFile("souk-", ".yaml");
    Process process =
        new ProcessBuilder(kubectl.orElseThrow().toString(), "kustomize", "kubernetes/" + name)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("kubectl kustomize does not render " + name);
      }
      return new Overlay(name, Yaml.documents(Files.readString(output, StandardCharsets.UTF_8)));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  static Optional<Path> kubectl() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Its objects of a kind. */
  List<Map<?, ?>> all(String kind) {
    return objects.stream().filter(object -> kind.equals(object.get("kind"))).toList();
  }

  /** The object of a kind with a name; of a ConfigMap, with the name before its hash. */
  Map<?, ?> one(String kind, String name) {
    return all(kind).stream()
        .filter(object -> nameOf(object).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(this.name + " has no " + kind + " " + name));
  }

  /** The deployments and jobs. */
  List<Workload> workloads() {
    return objects.stream()
        .filter(object -> List.of("Deployment", "Job").contains(object.get("kind")))
        .map(object -> new Workload(this, object))
        .toList();
  }

  /** The deployment with a name. */
  Workload deployment(String name) {
    return new Workload(this, one("Deployment", name));
  }

  static String nameOf(Map<?, ?> object) {
    String name = Yaml.text(object, "metadata", "name");
    return "ConfigMap".equals(object.get("kind")) ? name.replaceFirst("-[0-9a-z]{10}$", "") : name;
  }
}

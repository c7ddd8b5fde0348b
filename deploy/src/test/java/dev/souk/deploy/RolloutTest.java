package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 137: a version goes out in order, and back when it does not become ready. */
class RolloutTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  /** Renders with the real one, and notes what it is told to do to a cluster. */
  private static final String KUBECTL =
      """
      #!/bin/bash
      if [ "$1" = kustomize ]; then exec "$REAL_KUBECTL" "$@"; fi
      echo "$*" >>"$CALLS"
      case "$*" in
        *"get deployments"*jsonpath*) printf 'cart-service 7\\nkong 3\\n' ;;
        *"get deployments"*) printf 'deployment.apps/cart-service\\ndeployment.apps/kong\\n' ;;
        *"$FAILING"*) exit 1 ;;
      esac
      """;

  @TempDir Path folder;
  private String realKubectl;

  @BeforeEach
  void put_a_kubectl_on_the_path() throws IOException {
    Path real = Overlay.kubectl().orElse(Path.of("kubectl"));
    assumeTrue(Files.exists(real) || Boolean.getBoolean("souk.test.all"), "needs kubectl");
    realKubectl = real.toString();
    Path fake = Files.writeString(folder.resolve("kubectl"), KUBECTL);
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void migrations_are_done_before_services_change() throws Exception {
    assertThat(run("nothing fails", images(DIGEST))).isZero();

    List<String> calls = calls();
    assertThat(index(calls, "in (configuration, network)")).isLessThan(index(calls, "wait jobs"));
    assertThat(index(calls, "delete jobs"))
        .isLessThan(index(calls, "yaml --selector app.kubernetes.io/component=migration"));
    assertThat(index(calls, "wait jobs")).isLessThan(index(calls, "in (service, gateway"));
    assertThat(calls).filteredOn(call -> call.contains("rollout status")).hasSize(2);
    assertThat(calls).noneMatch(call -> call.contains("undo"));
  }

  @Test
  void a_version_that_does_not_become_ready_goes_back_to_what_ran() throws Exception {
    assertThat(run("status deployment.apps/kong", images(DIGEST))).isEqualTo(1);
    assertThat(calls().stream().filter(call -> call.contains("undo")))
        .containsExactly(
            "--namespace souk rollout undo deployment/cart-service --to-revision=7",
            "--namespace souk rollout undo deployment/kong --to-revision=3");
  }

  @Test
  void services_stay_as_they_are_when_a_migration_fails() throws Exception {
    assertThat(run("wait jobs", images(DIGEST))).isEqualTo(1);
    assertThat(calls()).noneMatch(call -> call.contains("service, gateway"));
  }

  @Test
  void nothing_is_touched_without_the_digest_of_every_image() throws Exception {
    assertThat(run("nothing fails", images(":0.1.0"))).isEqualTo(2);
    assertThat(run("nothing fails", images(DIGEST).subList(0, 3))).isEqualTo(2);
    assertThat(folder.resolve("calls")).doesNotExist();
    try (var left = Files.list(Path.of("kubernetes"))) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith(".release"));
    }
  }

  private int run(String failing, List<String> images) throws IOException, InterruptedException {
    Path list = Files.write(folder.resolve("images.txt"), images);
    ProcessBuilder rollout =
        new ProcessBuilder("kubernetes/rollout", "production", list.toString()).inheritIO();
    rollout.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    rollout.environment().put("REAL_KUBECTL", realKubectl);
    rollout.environment().put("CALLS", folder.resolve("calls").toString());
    rollout.environment().put("FAILING", failing);
    Process process = rollout.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static List<String> images(String version) throws IOException, InterruptedException {
    return Overlay.rendered("production").workloads().stream()
        .flatMap(workload -> workload.allContainers().stream())
        .map(container -> Yaml.text(container, "image").replaceFirst(":[^:]*$", ""))
        .distinct()
        .sorted()
        .map(image -> image + " registry.example/" + image + version)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private static int index(List<String> calls, String part) {
    List<String> found = calls.stream().filter(call -> call.contains(part)).toList();
    assertThat(found).as(part).isNotEmpty();
    return calls.indexOf(found.getFirst());
  }
}

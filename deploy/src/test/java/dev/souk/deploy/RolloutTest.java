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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 137: a version goes out in order, and back when it does not become ready. */
class RolloutTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  private static final String APPLY_SERVICES =
      "apply --selector app.kubernetes.io/component in (service, sandbox)";
  private static final String APPLY_GATEWAY =
      "apply --selector app.kubernetes.io/component=gateway";

  /** Renders with the real one, and notes what it is told to do to a cluster. */
  private static final String KUBECTL =
      """
      #!/bin/bash
      if [ "$1" = kustomize ]; then exec "$REAL_KUBECTL" "$@"; fi
      echo "$*" | sed 's: -f [^ ]*/all.yaml::' >>"$CALLS"
      case "$*" in
        *"$FAILING"* | *"$FAILING_TOO"*) exit 1 ;;
        *"get deployments"*=gateway*jsonpath*) echo 'kong 3' ;;
        *"get deployments"*=gateway*) echo deployment.apps/kong ;;
        *"get deployments"*sandbox*jsonpath*) printf 'cart-service 7\\norder-service 9\\n' ;;
        *"get deployments"*) printf 'deployment.apps/cart-service\\ndeployment.apps/order-service\\n' ;;
      esac
      """;

  @TempDir Path folder;
  private final FakeGateway gateway = FakeGateway.start();
  private String realKubectl;

  @AfterEach
  void stop_the_gateway() {
    gateway.close();
  }

  @BeforeEach
  void put_a_kubectl_on_the_path_and_a_shop_that_is_well() throws IOException {
    gateway.answer("GET /v1/status", "{\"status\": \"UP\", \"services\": []}");
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
        .isLessThan(index(calls, "apply --selector app.kubernetes.io/component=migration"));
    assertThat(index(calls, "wait jobs")).isLessThan(index(calls, APPLY_SERVICES));
    assertThat(calls).noneMatch(call -> call.contains("undo"));
  }

  @Test
  void the_gateway_changes_when_all_services_are_ready() throws Exception {
    assertThat(run("nothing fails", images(DIGEST))).isZero();
    assertThat(calls())
        .containsSubsequence(
            APPLY_SERVICES,
            "--namespace souk rollout status deployment.apps/cart-service --timeout=5m",
            "--namespace souk rollout status deployment.apps/order-service --timeout=5m",
            APPLY_GATEWAY,
            "--namespace souk rollout status deployment.apps/kong --timeout=5m");
  }

  @Test
  void a_service_that_does_not_become_ready_leaves_the_gateway_as_it_is() throws Exception {
    assertThat(run("status deployment.apps/order-service", images(DIGEST))).isEqualTo(1);
    assertThat(calls()).doesNotContain(APPLY_GATEWAY);
    assertThat(undone()).containsExactly("kong 3", "cart-service 7", "order-service 9");
  }

  @Test
  void a_gateway_that_does_not_become_ready_goes_back_before_the_services_do() throws Exception {
    assertThat(run("status deployment.apps/kong", images(DIGEST))).isEqualTo(1);
    assertThat(undone()).containsExactly("kong 3", "cart-service 7", "order-service 9");
    assertThat(calls())
        .containsSubsequence(
            "--namespace souk rollout undo deployment/kong --to-revision=3",
            "--namespace souk rollout status deployment/kong --timeout=5m",
            "--namespace souk rollout undo deployment/cart-service --to-revision=7");
  }

  @Test
  void a_cluster_that_does_not_say_what_runs_is_not_ready() throws Exception {
    assertThat(run("sandbox) --output name", images(DIGEST))).isEqualTo(1);
    assertThat(calls()).doesNotContain(APPLY_GATEWAY);
    assertThat(undone()).containsExactly("kong 3", "cart-service 7", "order-service 9");
  }

  @Test
  void what_cannot_go_back_keeps_none_of_the_others_from_it() throws Exception {
    assertThat(run("deployment.apps/kong", "undo deployment/cart-service", images(DIGEST)))
        .isEqualTo(1);
    assertThat(undone()).containsExactly("kong 3", "cart-service 7", "order-service 9");
  }

  @Test
  void a_version_whose_pods_are_ready_but_whose_shop_is_not_goes_back() throws Exception {
    gateway.answer(
        "GET /v1/status",
        """
        {"status": "DEGRADED", "services": [{"service": "order-service", "status": "DOWN"}]}
        """);
    assertThat(run("nothing fails", images(DIGEST))).isEqualTo(1);
    assertThat(gateway.calls()).containsExactly("GET /v1/status", "GET /v1/status");
    assertThat(undone()).containsExactly("kong 3", "cart-service 7", "order-service 9");
  }

  @Test
  void a_version_whose_gateway_does_not_answer_goes_back() throws Exception {
    gateway.close();
    assertThat(run("nothing fails", images(DIGEST))).isEqualTo(1);
    assertThat(undone()).containsExactly("kong 3", "cart-service 7", "order-service 9");
  }

  @Test
  void nothing_is_touched_where_nobody_could_ask_how_the_shop_is() throws Exception {
    ProcessBuilder rollout = rollout("nothing fails", "nothing fails", images(DIGEST));
    for (String address : List.of("", "null", "shop.example")) {
      rollout.environment().put("SOUK_GATEWAY", address);
      assertThat(exit(rollout)).isEqualTo(2);
    }
    assertThat(Files.readString(folder.resolve("output")))
        .contains("SOUK_GATEWAY must be the address of the gateway of production");
    assertThat(folder.resolve("calls")).doesNotExist();
  }

  @Test
  void services_stay_as_they_are_when_a_migration_fails() throws Exception {
    assertThat(run("wait jobs", images(DIGEST))).isEqualTo(1);
    assertThat(calls()).doesNotContain(APPLY_SERVICES, APPLY_GATEWAY);
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
    return run(failing, failing, images);
  }

  private int run(String failing, String failingToo, List<String> images)
      throws IOException, InterruptedException {
    return exit(rollout(failing, failingToo, images));
  }

  private ProcessBuilder rollout(String failing, String failingToo, List<String> images)
      throws IOException {
    Path list = Files.write(folder.resolve("images.txt"), images);
    ProcessBuilder rollout =
        new ProcessBuilder("kubernetes/rollout", "production", list.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    rollout.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    rollout.environment().put("REAL_KUBECTL", realKubectl);
    rollout.environment().put("CALLS", folder.resolve("calls").toString());
    rollout.environment().put("FAILING", failing);
    rollout.environment().put("FAILING_TOO", failingToo);
    rollout.environment().put("SOUK_GATEWAY", gateway.address());
    rollout.environment().put("SOUK_STATUS_ATTEMPTS", "2");
    return rollout;
  }

  private static int exit(ProcessBuilder rollout) throws IOException, InterruptedException {
    Process process = rollout.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static List<String> images(String version) throws IOException, InterruptedException {
    List<String> images = new ArrayList<>(List.of("# commit 0123456789abcdef"));
    Overlay.rendered("production").workloads().stream()
        .flatMap(workload -> workload.allContainers().stream())
        .map(container -> Yaml.text(container, "image").replaceFirst(":[^:]*$", ""))
        .distinct()
        .sorted()
        .map(image -> image + " registry.example/" + image + version)
        .forEach(images::add);
    return images;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  /** What was taken back, and to which revision, in that order. */
  private List<String> undone() throws IOException {
    return calls().stream()
        .filter(call -> call.contains(" undo "))
        .map(call -> call.replaceFirst(".* undo deployment/(\\S+) --to-revision=", "$1 "))
        .toList();
  }

  private static int index(List<String> calls, String part) {
    List<String> found = calls.stream().filter(call -> call.contains(part)).toList();
    assertThat(found).as(part).isNotEmpty();
    return calls.indexOf(found.getFirst());
  }
}

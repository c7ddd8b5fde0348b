package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.service.ShopService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Rows 130 and 137: both pipelines do the same, by scripts that can be run by hand. */
class PipelineTest {
  private static final Path ROOT = Path.of("..");
  private static final Path WORKFLOW = ROOT.resolve(".github/workflows/ci.yml");
  static final List<Path> WORKFLOWS =
      List.of(WORKFLOW, ROOT.resolve(".github/workflows/rollback.yml"));

  @TempDir Path folder;

  @Test
  void both_pipelines_call_the_same_scripts() throws IOException {
    for (Path pipeline : List.of(WORKFLOW, ROOT.resolve("Jenkinsfile"))) {
      assertThat(Files.readString(pipeline))
          .contains(
              ".ci/run",
              "--base",
              ".ci/images ",
              "deploy/kubernetes/rollout ",
              ".ci/smoke.mjs \"$SOUK_GATEWAY\"");
    }
    for (String script : List.of("run", "affected", "images", "smoke.mjs", "rollback")) {
      assertThat(Files.isExecutable(ROOT.resolve(".ci/" + script))).as(script).isTrue();
    }
  }

  @ParameterizedTest
  @FieldSource("WORKFLOWS")
  void what_others_wrote_is_pinned_and_has_few_rights(Path file) throws IOException {
    Map<?, ?> workflow = Yaml.documents(Files.readString(file)).getFirst();
    assertThat(Yaml.text(workflow, "permissions", "contents")).isEqualTo("read");
    assertThat(Yaml.map(workflow, "permissions").values()).noneMatch("write"::equals);
    List<String> actions =
        Yaml.map(workflow, "jobs").values().stream()
            .flatMap(job -> Yaml.maps((Map<?, ?>) job, "steps").stream())
            .map(step -> Yaml.text(step, "uses"))
            .filter(uses -> !uses.isEmpty())
            .toList();
    assertThat(actions).isNotEmpty().allMatch(action -> action.matches("[a-z/-]+@[0-9a-f]{40}"));
    Yaml.map(workflow, "jobs").values().stream()
        .flatMap(job -> Yaml.maps((Map<?, ?>) job, "steps").stream())
        .filter(step -> Yaml.text(step, "uses").startsWith("actions/checkout@"))
        .forEach(
            step -> assertThat(Yaml.map(step, "with").get("persist-credentials")).isEqualTo(false));
  }

  @Test
  void nothing_goes_out_before_the_tests_and_nothing_to_production_before_development()
      throws IOException {
    Map<?, ?> jobs = Yaml.map(Yaml.documents(Files.readString(WORKFLOW)).getFirst(), "jobs");
    assertThat(Yaml.text(jobs, "images", "needs")).isEqualTo("check");
    assertThat(Yaml.text(jobs, "images", "if")).isEqualTo("github.event_name == 'push'");
    assertThat(Yaml.text(jobs, "development", "needs")).isEqualTo("images");
    Map<?, ?> last = Yaml.maps(Yaml.map(jobs, "development"), "steps").getLast();
    assertThat(Yaml.text(last, "if")).isEqualTo("github.job == 'development'");
    assertThat(Yaml.text(last, "run")).isEqualTo(".ci/smoke.mjs \"$SOUK_GATEWAY\"");
    assertThat(Yaml.map(jobs, "production").get("needs"))
        .isEqualTo(List.of("images", "development"));
    assertThat(Yaml.text(jobs, "production", "environment")).isEqualTo("production");
    assertThat(Files.readString(ROOT.resolve("Jenkinsfile")))
        .containsSubsequence(
            "stage('Check')",
            "stage('Images')",
            "stage('Development')",
            "rollout development",
            ".ci/smoke.mjs",
            "input",
            "rollout production");
  }

  @Test
  void whoever_rolls_out_says_where_to_ask_how_the_shop_is() throws IOException {
    Map<?, ?> jobs = Yaml.map(Yaml.documents(Files.readString(WORKFLOW)).getFirst(), "jobs");
    for (Object job : jobs.values()) {
      for (Map<?, ?> step : Yaml.maps((Map<?, ?>) job, "steps")) {
        if (Yaml.text(step, "run").matches("(?s).*(kubernetes/rollout|smoke).*")) {
          assertThat(Yaml.text(step, "env", "SOUK_GATEWAY")).isEqualTo("${{ vars.SOUK_GATEWAY }}");
        }
      }
    }
    assertThat(Files.readString(ROOT.resolve("Jenkinsfile")))
        .containsSubsequence(
            "SOUK_GATEWAY = \"${env.SOUK_GATEWAY_DEVELOPMENT ?: ''}\"",
            "rollout development",
            "SOUK_GATEWAY = \"${env.SOUK_GATEWAY_PRODUCTION ?: ''}\"",
            "rollout production");
  }

  @Test
  void an_earlier_release_can_be_rolled_out_by_hand() throws IOException {
    Map<?, ?> images =
        Yaml.map(Yaml.documents(Files.readString(WORKFLOW)).getFirst(), "jobs", "images");
    assertThat(Yaml.maps(images, "steps"))
        .anySatisfy(step -> assertThat(Yaml.text(step, "with", "path")).isEqualTo("images.txt"));
    assertThat(Files.readString(ROOT.resolve("Jenkinsfile")))
        .contains("archiveArtifacts artifacts: 'images.txt'");
    assertThat(Files.readString(ROOT.resolve(".ci/images"))).contains("echo \"# commit ");
    for (String pipeline : List.of(".github/workflows/rollback.yml", "Jenkinsfile.rollback")) {
      assertThat(Files.readString(ROOT.resolve(pipeline)))
          .contains(".ci/rollback \"$PLACE\" images.txt", "SOUK_GATEWAY");
    }
  }

  @Test
  void every_image_of_the_manifests_is_built_with_what_is_in_it_and_can_be_built_again()
      throws IOException {
    Set<String> wanted = new TreeSet<>(ShopService.names());
    wanted.add("payment-sandbox");
    String images = Files.readString(ROOT.resolve(".ci/images"));
    assertThat(services(images, "for service in ", "; do")).isEqualTo(wanted);
    assertThat(images)
        .contains("image kong --file kong/Dockerfile", "--sbom=true --provenance=mode=max");
    String reproducible = Files.readString(ROOT.resolve(".ci/reproducible"));
    assertThat(services(reproducible, "services=(", ")")).isEqualTo(wanted);
  }

  private static Set<String> services(String script, String before, String after) {
    int begin = script.indexOf(before) + before.length();
    return new TreeSet<>(
        List.of(script.substring(begin, script.indexOf(after, begin)).split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "cart-service/src/main/java/X.java, cart-service local system-tests deploy",
    "order-service/pom.xml, order-service local system-tests deploy",
    "kong/plugins/souk/codec.lua, kong-embedded local system-tests deploy",
    "deploy/kubernetes/base/kong.yaml, deploy",
    "deploy/Secrets.java, local system-tests deploy",
    "docs/decisions/0001-checkout-saga.md, ''",
    "docs/configuration.md, deploy",
    "docs/metrics.md, system-tests",
    "system-tests/src/test/java/X.java, system-tests"
  })
  void only_the_modules_that_a_change_touches_are_tested(String path, String modules)
      throws Exception {
    assertThat(affected(path)).isEqualTo(modules);
  }

  @ParameterizedTest
  @CsvSource({"pom.xml", "souk", ".ci/run", "docker-compose.yml", "unheard/of"})
  void a_change_of_what_all_stand_on_tests_all(String path) throws Exception {
    String all =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.joining(" "));
    assertThat(affected(path)).isEqualTo(all);
  }

  @Test
  void what_everything_is_built_from_touches_every_service() throws Exception {
    assertThat(affected("service-kit/src/main/java/X.java").split(" ", -1))
        .containsAll(ShopService.names())
        .doesNotContain("proto", "embedded-stores");
  }

  private String affected(String path) throws Exception {
    return run(path + "\n", ROOT.resolve(".ci/affected").toString()).strip().replace("\n", " ");
  }

  /** All that a command prints. */
  private String run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
    Path out = Files.createTempFile(folder, "out", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readString(out);
  }
}

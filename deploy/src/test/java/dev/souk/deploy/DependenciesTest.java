package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 130: a library under a strange licence, or with a known vulnerability, stops the pipeline.
 */
class DependenciesTest {
  private static final String SAFE = "{}";
  private static final String VULNERABLE = "{\"vulns\": [{\"id\": \"GHSA-test\"}]}";

  @TempDir Path folder;

  @Test
  void what_is_allowed_and_not_known_to_be_bad_passes() throws Exception {
    Scan scan = scan("Apache-2.0", SAFE, "");
    assertThat(scan.output()).contains("1 libraries looked up", "1 libraries, 0 problems");
    assertThat(scan.exit()).isZero();
  }

  @Test
  void a_licence_that_is_not_allowed_fails() throws Exception {
    Scan scan = scan("SSPL-1.0", SAFE, "");
    assertThat(scan.output()).contains("licence: pkg:maven/org.example/part@1 is under SSPL-1.0");
    assertThat(scan.exit()).isEqualTo(1);
  }

  @Test
  void a_known_vulnerability_fails() throws Exception {
    Scan scan = scan("MIT", VULNERABLE, "");
    assertThat(scan.output()).contains("vulnerability: pkg:maven/org.example/part@1 has GHSA-test");
    assertThat(scan.exit()).isEqualTo(1);
  }

  @Test
  void a_vulnerability_that_was_accepted_with_its_reason_passes() throws Exception {
    assertThat(scan("MIT", VULNERABLE, "GHSA-test not reached by us\n").exit()).isZero();
  }

  @Test
  void an_answer_that_is_none_is_no_all_clear() throws Exception {
    Scan scan = scan("MIT", "", "");
    assertThat(scan.output()).contains("NOT LOOKED UP");
    assertThat(scan.exit()).isEqualTo(1);
  }

  @Test
  void without_a_network_nothing_is_known_which_is_said() throws Exception {
    String nowhere = "http://127.0.0.1:1";
    Scan tolerant = run(nowhere, "", sbom("MIT"), "");
    assertThat(tolerant.output()).contains("NOT LOOKED UP, " + nowhere + " does not answer");
    assertThat(tolerant.exit()).isZero();
    assertThat(run(nowhere, "required", sbom("MIT"), "").exit()).isEqualTo(1);
  }

  private record Scan(int exit, String output) {}

  /** Scans an SBOM of one library, of which OSV knows what it is told to. */
  private Scan scan(String licence, String known, String accepted) throws Exception {
    HttpServer osv =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "{\"results\": [%s]}".formatted(known).getBytes(StandardCharsets.UTF_8);
    osv.createContext(
        "/v1/querybatch",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    osv.start();
    try {
      String address = "http://127.0.0.1:" + osv.getAddress().getPort();
      return run(address, "required", sbom(licence), accepted);
    } finally {
      osv.stop(0);
    }
  }

  private static String sbom(String licence) {
    return """
    {"components": [
      {"group": "dev.souk", "purl": "pkg:maven/dev.souk/proto@1"},
      {"group": "org.example", "purl": "pkg:maven/org.example/part@1?type=jar",
       "licenses": [{"license": {"id": "%s"}}]}]}
    """
        .formatted(licence);
  }

  private Scan run(String osv, String required, String sbom, String accepted)
      throws IOException, InterruptedException {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "node")));
    assumeTrue(installed || Boolean.getBoolean("souk.test.all"), "needs node");
    Path script = folder.resolve("dependencies.mjs");
    Files.writeString(script, Files.readString(Path.of("../.ci/dependencies.mjs")));
    Files.writeString(folder.resolve("vulnerabilities-accepted.txt"), accepted);
    Path bom = Files.writeString(folder.resolve("bom.json"), sbom);
    Path output = folder.resolve("output");
    ProcessBuilder node =
        new ProcessBuilder("node", script.toString(), bom.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    node.environment().put("SOUK_OSV_URL", osv);
    node.environment().put("SOUK_VULNERABILITY_SCAN", required);
    Process process = node.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Scan(process.exitValue(), Files.readString(output));
  }
}

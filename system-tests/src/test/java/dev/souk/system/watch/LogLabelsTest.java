package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Row 124: what Loki queries of dashboards ask for is what Alloy makes of the lines that the
 * running shop writes. Alloy is simulated ({@link AlloyPipeline}); statuses and levels that a
 * healthy shop does not write are put into lines that it wrote.
 */
@ExtendWith(Shop.Running.class)
class LogLabelsTest {
  private static final Pattern LABEL = Pattern.compile("(\\w+)=(~?)\"([^\"]*)\"");

  private static AlloyPipeline alloy;
  private static List<String> lines;
  private static String requestId;

  @BeforeAll
  static void read(Shop shop) throws IOException {
    shop.requireLocal();
    alloy = new AlloyPipeline(Dashboards.OBSERVABILITY.resolve("alloy/config.alloy"));
    new ShopTraffic(shop).drive();
    Answer last = shop.anonymous().get("/v1/products:bySku?sku=22423").ok();
    requestId = last.headers().firstValue("x-request-id").orElseThrow();
    await("the last request to be in the log")
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          lines = lines(shop.home());
          return lines.stream().filter(line -> line.contains(requestId)).count() > 1;
        });
  }

  private static List<String> lines(Path home) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home, 4)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        lines.addAll(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static String lineOf(String service) {
    return lines.stream()
        .filter(line -> line.contains(requestId) && line.contains("\"" + service + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> labels(String line) {
    return alloy.process(line).orElseThrow().labels();
  }

  @Test
  void a_line_of_the_gateway_has_the_level_of_its_status() {
    String line = lineOf("gateway");
    assertThat(labels(line)).isEqualTo(Map.of("service", "gateway", "level", "INFO"));
    assertThat(labels(line.replace("\"status\":200", "\"status\":404")))
        .containsEntry("level", "INFO");
    assertThat(labels(line.replace("\"status\":200", "\"status\":429")))
        .containsEntry("level", "WARN");
    assertThat(labels(line.replace("\"status\":200", "\"status\":500")))
        .containsEntry("level", "ERROR");
    assertThat(labels(line.replace("\"status\":200", "\"status\":503")))
        .containsEntry("level", "ERROR");
  }

  @Test
  void lines_of_gateway_and_service_are_found_by_request_and_by_trace() {
    Map<String, String> gateway = alloy.process(lineOf("gateway")).orElseThrow().metadata();
    Map<String, String> service = alloy.process(lineOf("product-service")).orElseThrow().metadata();
    assertThat(gateway).containsEntry("requestId", requestId);
    assertThat(service).containsEntry("requestId", requestId);
    assertThat(gateway.get("traceId")).matches("[0-9a-f]{32}").isEqualTo(service.get("traceId"));
  }

  @Test
  void a_line_of_a_service_has_the_level_that_it_says() {
    String line = lineOf("product-service");
    assertThat(labels(line)).isEqualTo(Map.of("service", "product-service", "level", "INFO"));
    assertThat(labels(atLevel(line, "WARN"))).containsEntry("level", "WARN");
    assertThat(labels(line.replace("\"product-service\"", "\"souk\"")))
        .containsEntry("service", "souk");
  }

  @Test
  void what_nginx_has_to_say_is_the_gateways() {
    assertThat(labels("2026/11/21 17:51:34 [error] 23097#23097: *3 [kong] handler.lua:64 no keys"))
        .isEqualTo(Map.of("service", "gateway", "level", "ERROR"));
    assertThat(labels("2026/11/21 17:07:38 [warn] 31076#31076: *2 [kong] init.lua:904 deprecated"))
        .isEqualTo(Map.of("service", "gateway", "level", "WARN"));
    assertThat(labels("2026/11/21 21:02:48 [emerg] 14509#14509: bind() to 0.0.0.0:8000 failed"))
        .isEqualTo(Map.of("service", "gateway", "level", "ERROR"));
    assertThat(labels("2026/11/22 08:37:29 [notice] 7570#7570: signal 17 (SIGCHLD) received"))
        .isEqualTo(Map.of("service", "gateway", "level", "INFO"));
  }

  @Test
  void what_is_neither_of_services_nor_of_the_gateway_is_dropped() {
    assertThat(alloy.process("{\"t\":{\"$date\":\"2026-11-22\"},\"s\":\"I\",\"msg\":\"Waiting\"}"))
        .isEmpty();
    assertThat(alloy.process("LOG:  database system is ready to accept connections")).isEmpty();
    assertThat(alloy.process("{\"service\":\"mongodb\",\"level\":\"WARN\"}")).isEmpty();
  }

  @Test
  void every_label_value_of_every_loki_query_occurs() throws IOException {
    Set<Map<String, String>> streams = new HashSet<>();
    for (String line : lines) {
      for (String variant : variants(line)) {
        alloy.process(variant).ifPresent(kept -> streams.add(kept.labels()));
      }
    }
    List<Dashboards.Query> queries =
        Dashboards.queries().stream().filter(query -> query.datasource().equals("loki")).toList();
    assertThat(queries).hasSizeGreaterThan(4);
    List<String> missing = new ArrayList<>();
    for (Dashboards.Query query : queries) {
      Matcher label = LABEL.matcher(query.expression());
      while (label.find()) {
        for (String value : label.group(3).split("\\|", -1)) {
          String narrowed =
              query.expression().replace(label.group(), label.group(1) + "=~\"" + value + "\"");
          if (streams.stream().noneMatch(stream -> selects(narrowed, stream))) {
            missing.add(query.where() + ": no line has " + label.group(1) + " " + value);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The line, and how it would be had the request failed, or been a warning. */
  private static List<String> variants(String line) {
    return List.of(
        line,
        line.replaceAll("\"response\":\\{\"status\":\\d+", "\"response\":{\"status\":429"),
        line.replaceAll("\"response\":\\{\"status\":\\d+", "\"response\":{\"status\":502"),
        atLevel(line, "WARN"),
        atLevel(line, "ERROR"));
  }

  private static String atLevel(String line, String level) {
    return line.replaceFirst("\"level\":\"[A-Z]+\"", "\"level\":\"" + level + "\"");
  }

  /** Whether a stream is one that a query of labels alone selects. */
  private static boolean selects(String query, Map<String, String> stream) {
    assertThat(query).matches("\\{.*}");
    return LABEL
        .matcher(query)
        .results()
        .allMatch(label ->
            label.group(2).isEmpty()
                ? label.group(3).equals(stream.get(label.group(1)))
                : stream.getOrDefault(label.group(1), "").matches(label.group(3)));
  }
}

package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * docs/metrics.md lists what the running shop exposes: each metric, its type, labels and sources.
 */
@ExtendWith(Shop.Running.class)
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9_:]+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]*) \\| .+ \\|");

  /** What only a garbage collection makes appear. */
  private static final String AFTER_GARBAGE = "jvm_gc_(pause|concurrent_phase_time)_seconds";

  @Test
  void the_page_lists_what_the_running_shop_exposes(Shop shop) throws Exception {
    new ShopTraffic(shop).drive();
    Exposition exposed = new Exposition();
    for (var server : servers(shop.portOffset()).entrySet()) {
      exposed.add(server.getKey(), metricsAt(server.getValue()));
    }
    Map<String, String> told = new TreeMap<>();
    exposed
        .metrics()
        .forEach((name, metric) ->
            told.put(name, "%s %s %s".formatted(metric.type(), metric.labels(), metric.servers())));
    Map<String, String> page = page();
    told.keySet().removeIf(name -> name.matches(AFTER_GARBAGE));
    page.keySet().removeIf(name -> name.matches(AFTER_GARBAGE));
    assertThat(page).isEqualTo(told);
  }

  private static Map<String, Integer> servers(int offset) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("user", 9001);
    ports.put("auth", 9002);
    ports.put("product", 9003);
    ports.put("cart", 9004);
    ports.put("order", 9005);
    ports.put("payment", 9006);
    ports.put("gateway", 8100);
    ports.replaceAll((name, port) -> port + offset);
    return ports;
  }

  private static String metricsAt(int port) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static Map<String, String> page() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      rows.put(
          row.group(1),
          "%s %s %s".formatted(row.group(2), words(row.group(3)), sources(row.group(4))));
    }
    return rows;
  }

  private static Set<String> words(String cell) {
    return Stream.of(cell.replace("`", "").strip().split("[, ]+"))
        .filter(word -> !word.isEmpty())
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> sources(String cell) {
    return cell.strip().equals("all") ? words("user auth product cart order payment") : words(cell);
  }
}

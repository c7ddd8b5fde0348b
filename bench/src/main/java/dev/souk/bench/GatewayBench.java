package dev.souk.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the gateway's Lua costs a request. LuaJIT compiles by what it happens to see first, so that
 * the same code is fast in one process and slow in another: the figure that counts is the worst of
 * several processes, in which types are first used in both orders.
 */
final class GatewayBench {
  private static final int PROCESSES = 8;

  private GatewayBench() {}

  static void run() throws IOException, InterruptedException {
    Map<String, Costs> costs = new LinkedHashMap<>();
    for (int process = 0; process < PROCESSES; process++) {
      for (String line : measure(process % 2 == 0 ? "forward" : "backward").lines().toList()) {
        int end = line.lastIndexOf('"');
        costs
            .computeIfAbsent(line.substring(1, end), name -> new Costs())
            .add(Double.parseDouble(line.substring(end + 2)));
      }
    }
    Report.line(
        "Lua in the gateway, mixed traffic, %d processes (target <= 15 us a request)", PROCESSES);
    costs.forEach((name, cost) ->
        Report.line("  %s: worst %.1f us, median %.1f us", name, cost.worst, cost.median.value()));
  }

  private static String measure(String order) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayCosts.class.getName(),
                order)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String figures = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the gateway's costs could not be measured");
    }
    return figures;
  }

  private static final class Costs {
    private final Median median = new Median();
    private double worst;

    private void add(double micros) {
      median.add(micros);
      worst = Math.max(worst, micros);
    }
  }
}

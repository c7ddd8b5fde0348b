package dev.souk.system.watch;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that servers expose, by name. */
final class Exposition {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+.*");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"(?:\\\\.|[^\"\\\\])*\"");

  /** Those that belong to every series, or to the form of a type. */
  private static final Set<String> GENERAL = Set.of("service", "le", "quantile");

  private final Map<String, Metric> metrics = new TreeMap<>();

  /**
   * A metric.
   *
   * @param type as Prometheus names it
   * @param labels of any of its series, but for those that all have
   * @param servers who expose it
   */
  record Metric(String type, Set<String> labels, Set<String> servers) {}

  /** Adds what a server answers. */
  void add(String server, String text) {
    Map<String, String> types = new TreeMap<>();
    text.lines()
        .forEach(line -> {
          Matcher type = TYPE.matcher(line);
          if (type.matches()) {
            types.put(type.group(1), type.group(2));
          }
        });
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> addSample(server, line, types));
  }

  private void addSample(String server, String line, Map<String, String> types) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("not a sample: " + line);
    }
    String name = family(sample.group(1), types);
    Metric metric =
        metrics.computeIfAbsent(
            name,
            first ->
                new Metric(types.getOrDefault(first, "untyped"), new TreeSet<>(), new TreeSet<>()));
    metric.servers.add(server);
    Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
    while (label.find()) {
      if (!GENERAL.contains(label.group(1))
          || (server.equals("gateway") && label.group(1).equals("service"))) {
        metric.labels.add(label.group(1));
      }
    }
  }

  /** The samples of a histogram or a timer are one metric, the longest time of late as well. */
  private static String family(String sample, Map<String, String> types) {
    for (String suffix : new String[] {"_bucket", "_count", "_sum", "_max"}) {
      if (sample.endsWith(suffix)) {
        String base = sample.substring(0, sample.length() - suffix.length());
        if (types.getOrDefault(base, "").matches("histogram|summary")) {
          return base;
        }
      }
    }
    return sample;
  }

  Map<String, Metric> metrics() {
    return metrics;
  }
}

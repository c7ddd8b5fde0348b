package dev.souk.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an operator tells Kong by its environment: what {@code kong.yml} refers to, and what differs
 * from place to place. All else is the same wherever Kong runs.
 */
final class GatewaySettings {
  private static final Path KUBERNETES = Path.of("kubernetes");
  private static final Path KONG_FILE = Path.of("../kong/kong.yml");
  private static final String COMPOSE = "docker-compose.yml";

  /** Nothing says it but a person. */
  private static final Map<String, String> MEANINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "SOUK_REDIS_PASSWORD",
                  "of the Redis that counts limits and knows revocations; empty for one without"),
              Map.entry(
                  "SOUK_CSRF_SECRET",
                  "32 random characters or more, the same for every instance: what tokens against"
                      + " forged requests are made with"),
              Map.entry(
                  "SOUK_ORIGINS",
                  "whose pages may call with cookies, a JSON list; elsewhere `origins` in"
                      + " `kong.yml`"),
              Map.entry(
                  "SOUK_TOKEN_ISSUER",
                  "who issues users' tokens, as for the services; elsewhere `issuer` in"
                      + " `kong.yml`"),
              Map.entry(
                  "KONG_TRACING_INSTRUMENTATIONS",
                  "`request` traces requests, `off` none; Kong's own default is `off`"),
              Map.entry(
                  "KONG_TRACING_SAMPLING_RATE",
                  "the share of requests that are traced, in gateway and services; Kong's own"
                      + " default is `0.01`"),
              Map.entry("KONG_PROXY_LISTEN", "where clients are served"),
              Map.entry("KONG_SSL_CERT", "file of the certificate, where that is by TLS"),
              Map.entry("KONG_SSL_CERT_KEY", "file of its private key"),
              Map.entry(
                  "KONG_NGINX_WORKER_PROCESSES",
                  "how many processes serve; the machine's processors by default, in Kubernetes"
                      + " those of the limit"),
              Map.entry(
                  "KONG_DECLARATIVE_CONFIG",
                  "where `kong.yml` is; in Kubernetes the copy with the place's own origins and"
                      + " issuer"),
              Map.entry("KONG_PREFIX", "where Kong writes while it runs")));

  private GatewaySettings() {}

  /** Their names. */
  static Set<String> names() {
    return MEANINGS.keySet();
  }

  /** The section of the page, with a column for each place. */
  static String section() throws IOException {
    Map<String, Map<String, String>> places = new LinkedHashMap<>();
    places.put(COMPOSE, compose());
    for (String overlay : Overlay.NAMES) {
      places.put(overlay, cluster(overlay));
    }
    Set<String> names = differing(places.values());
    Set<String> references = references();
    names.addAll(references);
    if (!names.equals(names())) {
      throw new IllegalStateException(
          "Kong is told " + names + ", and there are meanings for " + names());
    }
    String script = Files.readString(KUBERNETES.resolve("base/kong.yaml"));
    StringBuilder table = new StringBuilder();
    table.append("| Name | Required | ").append(String.join(" | ", places.keySet()));
    table.append(" | Meaning |\n|---|---|").append("---|".repeat(places.size())).append("---|\n");
    MEANINGS.forEach((name, meaning) -> {
      table.append("| `").append(name).append("` | ");
      table.append(
          references.contains(name) ? "yes" : script.contains("$" + name) ? "in Kubernetes" : "");
      places.values().forEach(place -> table.append(" | ").append(place.getOrDefault(name, "")));
      table.append(" | ").append(meaning).append(" |\n");
    });
    return table.toString();
  }

  /** What {@code kong.yml} takes from the environment. */
  private static Set<String> references() throws IOException {
    return Pattern.compile("\\{vault://env/([a-z-]+)}")
        .matcher(Files.readString(KONG_FILE))
        .results()
        .map(match -> match.group(1).replace('-', '_').toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> differing(Iterable<Map<String, String>> places) {
    Set<String> names = new TreeSet<>();
    places.forEach(place -> names.addAll(place.keySet()));
    names.removeIf(name -> {
      Set<String> values = new HashSet<>();
      places.forEach(place -> values.add(place.getOrDefault(name, "").replaceAll("\\s", "")));
      return values.size() == 1;
    });
    return names;
  }

  private static Map<String, String> compose() throws IOException {
    Map<String, String> values = new TreeMap<>();
    Yaml.map(read(Path.of("..", COMPOSE)), "services", "kong", "environment")
        .forEach((name, value) -> values.put((String) name, fromEnvironment((String) value)));
    return values;
  }

  /** What compose itself takes from {@code .env}. */
  private static String fromEnvironment(String value) {
    if (value.contains(":?")) {
      return "`.env`";
    }
    return value
        .replaceFirst("^\\$\\{\\w+:-(.*)}$", "`$1`, `.env`")
        .replaceFirst("^([^`].*)$", "`$1`");
  }

  private static Map<String, String> cluster(String overlay) throws IOException {
    Map<String, String> values = new TreeMap<>();
    List<Path> folders = new ArrayList<>(List.of(KUBERNETES.resolve("base")));
    Path own = KUBERNETES.resolve(overlay);
    if (read(own.resolve("kustomization.yaml")).get("components") instanceof List<?> components) {
      components.forEach(component -> folders.add(own.resolve((String) component)));
    }
    folders.add(own);
    for (Path folder : folders) {
      for (Map<?, ?> map :
          Yaml.maps(read(folder.resolve("kustomization.yaml")), "configMapGenerator")) {
        if (Yaml.text(map, "name").equals("kong") && map.get("literals") instanceof List<?> all) {
          all.forEach(literal -> {
            List<String> pair = List.of(((String) literal).split("=", 2));
            values.put(pair.get(0), "`" + pair.get(1) + "`");
          });
        }
      }
    }
    Map<?, ?> pod =
        Yaml.map(read(KUBERNETES.resolve("base/kong.yaml")), "spec", "template", "spec");
    for (Map<?, ?> variable : Yaml.maps(Yaml.maps(pod, "containers").getFirst(), "env")) {
      Map<?, ?> secret = Yaml.map(variable, "valueFrom", "secretKeyRef");
      values.put(
          Yaml.text(variable, "name"),
          "secret `" + Yaml.text(secret, "name") + "`, `" + Yaml.text(secret, "key") + "`");
    }
    return values;
  }

  private static Map<?, ?> read(Path file) throws IOException {
    return Yaml.documents(Files.readString(file)).getFirst();
  }
}

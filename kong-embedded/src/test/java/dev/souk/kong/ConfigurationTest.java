package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kong.config.ConfigurationException;
import dev.souk.kong.config.KongFile;
import dev.souk.kong.config.PluginEntry;
import dev.souk.kong.config.Route;
import dev.souk.kong.config.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 100: one declarative file; whatever in it is not followed stops the start. */
class ConfigurationTest {
  private static final Path KONG = Path.of("..", "kong");
  private static final String SECRET = "s".repeat(32);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "name: access-guard | name: key-auth | no plugin 'key-auth'",
        "name: access-guard | name: access-guard, enabled: false | does not know 'enabled'",
        "limit_header: x-auth-limit-key | limit_heder: x | limit_heder: unknown field",
        "timeout: 10000 | timeout: many | config.timeout: expected an integer",
        "timeout: 10000 | timeout: 0 | config.timeout: value should be between",
        "descriptor_set: /opt/souk/souk.binpb | descriptor_set: /nowhere | /nowhere",
        "size_unit: megabytes | size_unit: parsecs | parsecs",
        "credentials: true | credentials: 'yes' | 'credentials' must be true or false",
        "max_age: 600 | private_network: true | does not know 'private_network'",
        "issuer: https://souk.local | issuer: '{vault://env/issuer}' | config.issuer: cannot be a vault reference",
        "issuer: https://souk.local | issuer: '{vault://env/absent}' | needs the variable ABSENT",
        "strip_path: false | strip_path: true | strip_path: false",
        "protocol: grpc | protocol: http | not 'http'",
        "_format_version: \"3.0\" | _format_version: \"1.1\" | _format_version",
        "_format_version: \"3.0\" | _format_version: \"3.0\", _transform: true | _transform",
        "paths: [/v1/orders] | paths: ['~/v1/orders'] | path prefixes only",
        "paths: [/v1/orders] | paths: [/v1/cart] | two routes have the path '/v1/cart'",
        "policy: redis | policy: local | not 'local'",
        "minute: 20 | second: 20 | minute",
        "name: auth-service.upstream | name: auth-service.upstream, slots: 10 | slots",
        "passive: | active: | cannot check gRPC",
        "successes: 1 | successes: 2 | 'successes: 1' only",
        "- auth-service.upstream | - no.upstream | there is no upstream no.upstream",
        "extract: [w3c] | extract: [b3] | 'extract: [w3c]' alone",
        "path: /dev/stdout | path: /dev/stdout, reopen: true | does not know 'reopen'",
        "souk-redis-password | souk-nothing | needs the variable SOUK_NOTHING"
      })
  void what_is_not_known_stops_the_start_and_is_named(String good, String bad, String message)
      throws IOException {
    String replacement = bad.contains(", ") ? bad.replace(", ", "\nINDENT") : bad;
    Path changed = KongFolder.changed(folder, good, replacement);

    assertThatThrownBy(() ->
            EmbeddedKong.start(
                    GatewayOptions.defaults()
                        .withFolder(changed)
                        .withEnvironment(
                            Map.of(
                                "ISSUER",
                                "x",
                                "SOUK_CSRF_SECRET",
                                SECRET,
                                "SOUK_REDIS_PASSWORD",
                                "")))
                .close())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void every_route_of_the_api_finds_its_own_service() throws IOException {
    KongFile file = KongFile.parse(Files.readString(KONG.resolve("kong.yml")));
    Pattern entry = Pattern.compile("rpc = \"souk\\.([a-z]+)\\.[^\"]*\".*?template = \"([^\"]*)\"");
    Matcher routes = entry.matcher(resource("gateway/routes.lua"));
    int found = 0;
    while (routes.find()) {
      found++;
      String area = routes.group(1).equals("inventory") ? "product" : routes.group(1);
      assertThat(serviceOf(file, routes.group(2))).as(routes.group(2)).isEqualTo(area + "-service");
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void limits_are_those_of_the_api() throws IOException {
    KongFile file = KongFile.parse(Files.readString(KONG.resolve("kong.yml")));

    assertThat(limits(file.plugins())).containsExactly("6000 by header x-auth-limit-key");
    Map<String, List<String>> byRoute =
        file.routes().stream()
            .filter(route -> !limits(route.plugins()).isEmpty())
            .collect(Collectors.toMap(Route::name, route -> limits(route.plugins())));
    assertThat(byRoute)
        .containsOnly(
            Map.entry("auth-login", List.of("20 by ip")),
            Map.entry("auth-register", List.of("300 by ip")),
            Map.entry("auth-password-reset", List.of("10 by ip")),
            Map.entry("auth-phone-code", List.of("10 by ip")),
            Map.entry("payments", List.of("120 by user, 600 by address")),
            Map.entry("orders", List.of("600 by user, 3000 by address")),
            Map.entry("returns", List.of("600 by user, 3000 by address")));
  }

  private static List<String> limits(List<PluginEntry> plugins) {
    return plugins.stream()
        .filter(plugin -> plugin.name().endsWith("rate-limiting"))
        .map(PluginEntry::config)
        .map(config ->
            config.integer("by_user", 0) > 0
                ? config.integer("by_user", 0)
                    + " by user, "
                    + config.integer("by_address", 0)
                    + " by address"
                : config.integer("minute", 0)
                    + " by "
                    + config.optionalText("limit_by").orElse("")
                    + config.optionalText("header_name").map(name -> " " + name).orElse(""))
        .toList();
  }

  @Test
  void every_upstream_is_watched_and_only_those() throws IOException {
    KongFile file = KongFile.parse(Files.readString(KONG.resolve("kong.yml")));
    List<String> watched =
        file.plugins().stream()
            .filter(plugin -> plugin.name().equals("upstream-health"))
            .flatMap(plugin -> plugin.config().texts("upstreams").stream())
            .toList();

    assertThat(watched)
        .containsExactlyInAnyOrderElementsOf(
            file.upstreams().stream().map(Upstream::name).toList());
    assertThat(file.upstreams()).allMatch(upstream -> upstream.connectFailures() > 0);
    assertThat(
            file.routes().stream()
                .flatMap(route -> route.plugins().stream())
                .filter(plugin -> plugin.name().equals("service-status"))
                .flatMap(plugin -> plugin.config().texts("upstreams").stream()))
        .as("told by the status")
        .containsExactlyElementsOf(watched);
    assertThat(file.routes().stream().flatMap(route -> route.service().stream()))
        .allMatch(service -> watched.contains(service.host()));
  }

  @Test
  void a_packed_gateway_starts_without_a_checkout() {
    GatewayOptions options =
        GatewayOptions.defaults()
            .withEnvironment(Map.of("SOUK_CSRF_SECRET", SECRET, "SOUK_REDIS_PASSWORD", ""));
    try (EmbeddedKong kong = EmbeddedKong.start(options)) {
      assertThat(kong.port()).isPositive();
    }
  }

  @Test
  void a_secret_that_can_be_guessed_stops_the_start() {
    GatewayOptions options =
        GatewayOptions.defaults()
            .withEnvironment(Map.of("SOUK_CSRF_SECRET", "s".repeat(31), "SOUK_REDIS_PASSWORD", ""));
    assertThatThrownBy(() -> EmbeddedKong.start(options).close())
        .hasMessageContaining("csrf_secret must have at least 32 characters");
  }

  private static String serviceOf(KongFile file, String path) {
    record Prefix(String text, Route route) {}
    return file.routes().stream()
        .flatMap(route -> route.paths().stream().map(prefix -> new Prefix(prefix, route)))
        .filter(prefix -> path.startsWith(prefix.text()))
        .max(Comparator.comparingInt(prefix -> prefix.text().length()))
        .flatMap(prefix -> prefix.route().service())
        .map(service -> service.name())
        .orElse("none");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ConfigurationTest.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

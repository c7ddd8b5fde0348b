package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.config.Setting;
import dev.souk.local.service.ShopService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} is made from how the services read their settings:
 *
 * <pre>mvn -pl deploy -am test -Dtest=ConfigurationPageTest -Dsouk.docs.write=true
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final String HEAD =
      """
      # Configuration

      Services read the environment, once, when they start; a start with something missing or malformed names all of it and
      ends. An empty value counts as none. Durations are written by ISO 8601 (`PT10S`, `P30D`). `SOUK_LOG_LEVEL` (`INFO`) is
      the level of what every process logs.

      A test makes this page from the code, and fails when it is not what the code says:
      `mvn -pl deploy -am test -Dtest=ConfigurationPageTest -Dsouk.docs.write=true -Dsurefire.failIfNoSpecifiedTests=false`
      writes it anew.
      """;

  private static final String GATEWAY =
      """

      ## kong

      What `kong/kong.yml` takes from the environment, and what differs from place to place, with the value that it has there.
      The other settings of Kong belong to how it is built ([kong/README.md](../kong/README.md)); `docker-compose.yml` and
      `deploy/kubernetes/base` have the same.

      """;

  /** What makes a service look for settings that it otherwise leaves alone, and how to say so. */
  private static final Map<String, String> CONDITIONS =
      conditions(
          "SOUK_PAYMENT_PROVIDER=stripe",
          "SOUK_IMAGE_S3_BUCKET=images",
          "SOUK_IMAGE_S3_ENDPOINT=http://store",
          "SOUK_DYNAMODB_ENDPOINT=http://store",
          "SOUK_BOOTSTRAP_ADMIN_EMAIL=admin@souk.local",
          "SOUK_SMTP_USERNAME=souk");

  @Test
  void the_page_is_what_the_code_says() throws Exception {
    String page = page();
    if (Boolean.getBoolean("souk.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() throws IOException, ReflectiveOperationException {
    StringBuilder page = new StringBuilder(HEAD);
    Path kit = Path.of("../service-kit/src/main/java/dev/souk/kit");
    page.append(
        section(
            "Every service",
            ServiceSettings.ofEveryServer(),
            Map.of("SOUK_GRPC_PORT", "5001"),
            Meanings.in(kit)));
    for (ShopService service : ShopService.values()) {
      page.append(
          section(
              service.serviceName(),
              ServiceSettings.ownOf(service),
              Map.of(),
              Meanings.in(sources(service.serviceName()), kit)));
    }
    page.append(
        section(
            "payment-sandbox",
            ServiceSettings.ofSandbox(),
            Map.of(),
            Meanings.in(sources("payment-sandbox"), kit)));
    return page.append(GATEWAY).append(GatewaySettings.section()).toString();
  }

  private static Path sources(String module) {
    return Path.of("..", module, "src", "main", "java");
  }

  private static String section(
      String title, ServiceSettings settings, Map<String, String> given, Meanings meanings)
      throws ReflectiveOperationException {
    StringBuilder table = new StringBuilder("\n## " + title + "\n\n");
    table.append("| Name | Required | Default | Form | Meaning |\n|---|---|---|---|---|\n");
    entries(settings, given)
        .forEach((key, entry) ->
            table
                .append("| `")
                .append(key)
                .append("` | ")
                .append(entry.setting().required() ? entry.requirement() : "")
                .append(" | ")
                .append(
                    entry.setting().fallback().isEmpty()
                        ? ""
                        : "`" + entry.setting().fallback() + "`")
                .append(" | ")
                .append(form(entry.setting()))
                .append(" | ")
                .append(meanings.of(key).replace("|", "\\|"))
                .append(entry.remark())
                .append(" |\n"));
    return table.toString();
  }

  private record Entry(Setting setting, String condition) {
    String remark() {
      return setting.required() || condition.isEmpty() ? "" : "; read " + condition + " alone";
    }

    String requirement() {
      return condition.isEmpty() ? "yes" : condition;
    }
  }

  /** Those read in any case first, then those of each condition; conditions open further ones. */
  private static Map<String, Entry> entries(ServiceSettings settings, Map<String, String> given)
      throws ReflectiveOperationException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    settings.read(given).forEach((key, setting) -> entries.put(key, new Entry(setting, "")));
    Map<String, String> environment = new TreeMap<>(given);
    for (Map.Entry<String, String> condition : CONDITIONS.entrySet()) {
      if (!entries.containsKey(condition.getKey())) {
        continue;
      }
      environment.put(condition.getKey(), condition.getValue());
      String said =
          condition.getValue().equals("stripe")
              ? "`" + condition.getKey() + "=stripe`"
              : "`" + condition.getKey() + "`";
      Map<String, Setting> read = settings.read(environment);
      entries.replaceAll((key, entry) ->
          read.containsKey(key) || !entry.condition().isEmpty()
              ? entry
              : new Entry(entry.setting(), "without " + said));
      read.forEach((key, setting) -> entries.putIfAbsent(key, new Entry(setting, "with " + said)));
    }
    return entries;
  }

  private static String form(Setting setting) {
    return setting
        .form()
        .replaceFirst(" such as .*", "")
        .replace("an ISO 8601 duration", "duration");
  }

  private static Map<String, String> conditions(String... pairs) {
    Map<String, String> conditions = new LinkedHashMap<>();
    for (String pair : pairs) {
      List<String> parts = List.of(pair.split("=", 2));
      conditions.put(parts.get(0), parts.get(1));
    }
    return conditions;
  }
}

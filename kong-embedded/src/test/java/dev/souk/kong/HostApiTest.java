package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plugins use of Kong and OpenResty only what the embedded host supplies. */
class HostApiTest {
  private static final Path PLUGINS = Path.of("..", "kong", "plugins");
  private static final Path HOST =
      Path.of("src", "main", "resources", "dev", "souk", "kong", "lua");
  private static final Pattern USE =
      Pattern.compile("\\b(kong|ngx)\\.([A-Za-z_]+(?:\\.[A-Za-z_]+)*)");

  /** Tables whose members are data: what follows these names is not the host's. */
  private static final Pattern DATA =
      Pattern.compile("(kong\\.ctx\\.(?:shared|plugin)|ngx\\.(?:arg|ctx|header|var))(?:\\..*)?");

  @Test
  void plugins_use_no_more_than_the_host_supplies() throws IOException {
    Set<String> supplied =
        new TreeSet<>(
            Set.of("kong.ctx.shared", "kong.ctx.plugin", "ngx.ctx", "ngx.status", "ngx.HTTP_HEAD"));
    collect(
        supplied, HOST.resolve("pdk.lua"), Pattern.compile("function pdk\\.([a-z_.]+)"), "kong.");
    collect(
        supplied,
        HOST.resolve("pdk.lua"),
        Pattern.compile("\\b(err|warn|notice|info|debug) = log_at"),
        "kong.log.");
    collect(
        supplied,
        HOST.resolve("openresty.lua"),
        Pattern.compile("function openresty\\.([a-z_.]+)"),
        "ngx.");
    collect(
        supplied,
        HOST.resolve("openresty.lua"),
        Pattern.compile("(?m)^openresty\\.([a-z_]+) ="),
        "ngx.");

    Set<String> used = used();

    assertThat(used).contains("kong.request.get_method", "kong.response.exit", "ngx.req.set_uri");
    assertThat(supplied).containsAll(used);
  }

  @Test
  void both_hosts_offer_the_same_functions_to_plugins() throws IOException {
    Pattern function = Pattern.compile("(?m)^function M\\.([a-z0-9_]+)");
    Set<String> kong = new TreeSet<>();
    Set<String> embedded = new TreeSet<>();
    collect(kong, PLUGINS.resolve("souk").resolve("host.lua"), function, "");
    collect(embedded, HOST.resolve("host.lua"), function, "");
    // How the embedded host itself finds the timers that were started.
    embedded.remove("timer");

    assertThat(embedded).isEqualTo(kong).isNotEmpty();
  }

  private static Set<String> used() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PLUGINS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".lua")).toList()) {
        if (!file.endsWith(Path.of("souk", "host.lua"))) {
          Matcher use = USE.matcher(code(file));
          while (use.find()) {
            used.add(DATA.matcher(use.group()).replaceFirst("$1"));
          }
        }
      }
    }
    return used;
  }

  /** The text without comments and strings. */
  private static String code(Path file) throws IOException {
    return Files.readString(file)
        .replaceAll("\"[^\"\\n]*\"|'[^'\\n]*'", "")
        .replaceAll("--[^\\n]*", "");
  }

  private static void collect(Set<String> names, Path file, Pattern pattern, String prefix)
      throws IOException {
    Matcher found = pattern.matcher(Files.readString(file));
    while (found.find()) {
      names.add(prefix + found.group(1));
    }
  }
}

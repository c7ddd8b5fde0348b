package dev.souk.kong.lua;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The gateway's own files: {@code kong.yml} and the Lua modules under {@code plugins/}.
 *
 * @param kongYml text of the declarative configuration
 * @param modules text of each Lua module, by the name that {@code require} takes
 */
public record GatewaySources(String kongYml, Map<String, String> modules) {

  /** Reads them from the {@code kong} folder of a checkout. */
  public static GatewaySources in(Path folder) {
    try {
      return new GatewaySources(
          Files.readString(folder.resolve("kong.yml")), modulesIn(folder.resolve("plugins")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the gateway's files in " + folder, e);
    }
  }

  /** Reads those that are packed with this class. */
  public static GatewaySources packed() {
    try {
      URI place = GatewaySources.class.getResource("/kong/kong.yml").toURI();
      if (!"jar".equals(place.getScheme())) {
        return in(Path.of(place).getParent());
      }
      try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
        return in(jar.getPath("/kong"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packed files of the gateway", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Code of the host itself, which stands beside this class's package. */
  static String hostCode(String name) {
    try (InputStream in =
        GatewaySources.class.getResourceAsStream("/dev/souk/kong/lua/" + name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("the host's Lua module " + name + " is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message that defines every module and file in a new state. */
  byte[] definitions(Map<String, byte[]> files) {
    List<String> own =
        List.of("request", "pdk", "openresty", "host", "typedefs", "schema", "runtime");
    Message message = new Message().add(Integer.toString(own.size() + modules.size()));
    for (String name : own) {
      message.add("kong_embedded." + name).add("host/" + name + ".lua").add(utf8(hostCode(name)));
    }
    modules.forEach((name, text) ->
        message.add(name).add("kong/plugins/" + name.replace('.', '/') + ".lua").add(utf8(text)));
    files.forEach((path, content) -> message.add(path).add(content));
    return message.bytes();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> modulesIn(Path root) throws IOException {
    Map<String, String> modules = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".lua")).toList()) {
        String relative = root.relativize(file).toString();
        String name =
            relative.substring(0, relative.length() - ".lua".length()).replaceAll("[/\\\\]", ".");
        modules.put(name, Files.readString(file));
      }
    }
    return modules;
  }
}

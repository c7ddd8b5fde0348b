package dev.souk.kong;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The descriptor set and the route table that the plugins load, under the paths that {@code
 * kong.yml} gives them.
 */
final class GatewayFiles {
  private static final Map<String, String> BUILT =
      Map.of(
          "/opt/souk/souk.binpb",
          "gateway/souk.binpb",
          "/opt/souk/routes.lua",
          "gateway/routes.lua");

  private GatewayFiles() {}

  /**
   * The given files, completed by those of the {@code proto} module when it is on the class path.
   */
  static Map<String, byte[]> complete(Map<String, byte[]> given) {
    Map<String, byte[]> files = new HashMap<>(given);
    BUILT.forEach((path, resource) -> {
      if (!files.containsKey(path)) {
        addResource(files, path, resource);
      }
    });
    return files;
  }

  private static void addResource(Map<String, byte[]> files, String path, String resource) {
    try (InputStream in = GatewayFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (in != null) {
        files.put(path, in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}

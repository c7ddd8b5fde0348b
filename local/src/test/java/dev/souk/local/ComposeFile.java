package dev.souk.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} with its variables filled in. */
final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\$|\\{([A-Z_]+)(?::\\?[^}]*)?})");

  /** One that need not be set. */
  private static final Pattern DEFAULTED = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

  private final Map<?, ?> tree;

  private ComposeFile(Map<?, ?> tree) {
    this.tree = tree;
  }

  /**
   * Reads it as compose does.
   *
   * @throws IllegalStateException naming a variable that is not set
   */
  static ComposeFile read(Path file, Map<String, String> variables) throws IOException {
    String text =
        VARIABLE
            .matcher(DEFAULTED.matcher(Files.readString(file)).replaceAll("$1"))
            .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), variables)));
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new ComposeFile(new Yaml(new SafeConstructor(options)).load(text));
  }

  /** The variables that it wants. */
  static Set<String> variables(Path file) throws IOException {
    return VARIABLE
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .filter(name -> name != null)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String value(String name, Map<String, String> variables) {
    if (name == null) {
      return "$";
    }
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  Map<String, Container> containers() {
    Map<String, Container> containers = new TreeMap<>();
    map(tree, "services")
        .forEach((name, node) ->
            containers.put((String) name, new Container((String) name, (Map<?, ?>) node)));
    return containers;
  }

  Container container(String name) {
    return containers().get(name);
  }

  /** The files of the secrets, by name. */
  Map<String, String> secrets() {
    Map<String, String> files = new TreeMap<>();
    map(tree, "secrets")
        .forEach((name, node) -> files.put((String) name, (String) ((Map<?, ?>) node).get("file")));
    return files;
  }

  /** The named volumes. */
  Set<String> volumes() {
    return map(tree, "volumes").keySet().stream()
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  /** One of its services. */
  record Container(String name, Map<?, ?> node) {
    String image() {
      return (String) node.get("image");
    }

    boolean isBuilt() {
      return node.containsKey("build");
    }

    Map<?, ?> build() {
      return map(node, "build");
    }

    Map<String, String> environment() {
      Map<String, String> environment = new LinkedHashMap<>();
      map(node, "environment")
          .forEach((key, value) -> {
            if (!(value instanceof String text)) {
              throw new IllegalStateException(name + ": " + key + " must be quoted");
            }
            environment.put((String) key, text);
          });
      return environment;
    }

    /** What it waits for, and the condition. */
    Map<String, String> dependencies() {
      Map<String, String> conditions = new TreeMap<>();
      map(node, "depends_on")
          .forEach((other, how) ->
              conditions.put((String) other, (String) ((Map<?, ?>) how).get("condition")));
      return conditions;
    }

    Map<?, ?> healthCheck() {
      return map(node, "healthcheck");
    }

    List<String> texts(String key) {
      return node.get(key) instanceof List<?> list
          ? list.stream().map(String.class::cast).toList()
          : List.of();
    }

    Object value(String key) {
      return node.get(key);
    }
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }
}

package dev.souk.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads trees of maps and lists. */
final class Yaml {
  private Yaml() {}

  /** All documents of a text; a key that is there twice is refused. */
  static List<Map<?, ?>> documents(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Map<?, ?>> documents = new ArrayList<>();
    for (Object document :
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(text)) {
      documents.add((Map<?, ?>) document);
    }
    return documents;
  }

  /** What stands at a path of keys; an empty map where nothing does. */
  static Map<?, ?> map(Map<?, ?> tree, String... path) {
    Map<?, ?> here = tree;
    for (String key : path) {
      here = here.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }
    return here;
  }

  /** The maps of a list. */
  static List<Map<?, ?>> maps(Map<?, ?> tree, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (tree.get(key) instanceof List<?> list) {
      list.forEach(element -> maps.add((Map<?, ?>) element));
    }
    return maps;
  }

  /** The text at a path of keys; empty where there is none. */
  static String text(Map<?, ?> tree, String... path) {
    Map<?, ?> parent = map(tree, java.util.Arrays.copyOf(path, path.length - 1));
    Object value = parent.get(path[path.length - 1]);
    return value == null ? "" : value.toString();
  }
}

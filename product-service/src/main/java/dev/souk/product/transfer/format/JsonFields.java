package dev.souk.product.transfer.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.kit.error.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The fields of a message in canonical proto3 JSON. Both forms of names are read; a null is a field
 * that is not there. All fail with {@code INVALID_FIELD} naming the path.
 *
 * @param path the message's own; empty at the top
 * @param nodes the fields by their names in lower camel case
 */
record JsonFields(String path, Map<String, JsonNode> nodes) {
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");
  private static final Pattern INT64 = Pattern.compile("-?\\d{1,18}");

  /** A value with its path. */
  record Element(String path, JsonNode node) {}

  static JsonFields of(String path, JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw Errors.invalid(path, "must be an object");
    }
    Map<String, JsonNode> nodes = new HashMap<>();
    node.properties()
        .forEach(field -> {
          String name =
              UNDERSCORE
                  .matcher(field.getKey())
                  .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
          String fieldPath = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
          if (!known.contains(name)) {
            throw Errors.invalid(fieldPath, "is not a field");
          }
          if (nodes.put(name, field.getValue()) != null) {
            throw Errors.invalid(fieldPath, "must be there once");
          }
        });
    return new JsonFields(path, nodes);
  }

  boolean isNull(String name) {
    return nodes.containsKey(name) && nodes.get(name).isNull();
  }

  Optional<String> text(String name) {
    return value(name).map(node -> text(pathOf(name), node));
  }

  Optional<Boolean> flag(String name) {
    return value(name)
        .map(node -> {
          if (!node.isBoolean()) {
            throw Errors.invalid(pathOf(name), "must be true or false");
          }
          return node.booleanValue();
        });
  }

  /** A 64-bit integer, as a text or a number. */
  Optional<Long> int64(String name) {
    return value(name)
        .map(node -> {
          String digits = node.isIntegralNumber() || node.isTextual() ? node.asText() : "";
          if (!INT64.matcher(digits).matches()) {
            throw Errors.invalid(pathOf(name), "must be an integer");
          }
          return Long.parseLong(digits);
        });
  }

  Optional<List<Element>> list(String name) {
    return value(name)
        .map(node -> {
          if (!node.isArray()) {
            throw Errors.invalid(pathOf(name), "must be a list");
          }
          return IntStream.range(0, node.size())
              .mapToObj(i -> new Element(pathOf(name) + "[" + i + "]", node.get(i)))
              .toList();
        });
  }

  Optional<List<String>> texts(String name) {
    return list(name)
        .map(elements ->
            elements.stream().map(element -> text(element.path(), element.node())).toList());
  }

  Optional<Element> object(String name) {
    return value(name).map(node -> new Element(pathOf(name), node));
  }

  Optional<Map<String, String>> pairs(String name) {
    return value(name)
        .map(node -> {
          if (!node.isObject()) {
            throw Errors.invalid(pathOf(name), "must be an object");
          }
          Map<String, String> pairs = new HashMap<>();
          node.properties()
              .forEach(pair ->
                  pairs.put(
                      pair.getKey(),
                      text(pathOf(name) + "[\"" + pair.getKey() + "\"]", pair.getValue())));
          return Map.copyOf(pairs);
        });
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(nodes.get(name)).filter(node -> !node.isNull());
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String text(String path, JsonNode node) {
    if (!node.isTextual()) {
      throw Errors.invalid(path, "must be a text");
    }
    return node.textValue();
  }
}

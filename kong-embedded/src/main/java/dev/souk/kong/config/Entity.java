package dev.souk.kong.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A map of {@code kong.yml} that is read key by key. {@link #end} refuses the keys that nobody
 * asked for, so that a setting which this host does not follow is never passed over in silence.
 */
public final class Entity {
  private final String where;
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  /**
   * @param where how messages name this place
   * @throws ConfigurationException when the node is no map
   */
  public Entity(String where, JsonNode node) {
    this.where = where;
    this.node = node;
    if (!node.isObject()) {
      throw problem("expected a map");
    }
  }

  /** How messages name this place. */
  public String where() {
    return where;
  }

  /** Makes the error of this place. */
  public ConfigurationException problem(String what) {
    return new ConfigurationException(where, what);
  }

  /** Tells whether a key is there. */
  public boolean has(String key) {
    return node.has(key);
  }

  /** Reads a text that must be there. */
  public String text(String key) {
    return optionalText(key).orElseThrow(() -> problem("'" + key + "' is missing"));
  }

  /** Reads a text. */
  public Optional<String> optionalText(String key) {
    return value(key)
        .map(value -> {
          if (!value.isTextual()) {
            throw problem("'" + key + "' must be a string");
          }
          return value.asText();
        });
  }

  /** Reads a whole number. */
  public Optional<Integer> optionalInteger(String key) {
    return value(key)
        .map(value -> {
          if (!value.isInt()) {
            throw problem("'" + key + "' must be a whole number");
          }
          return value.asInt();
        });
  }

  /** Reads a whole number, or gives a default. */
  public int integer(String key, int otherwise) {
    return optionalInteger(key).orElse(otherwise);
  }

  /** Reads a number, or gives a default. */
  public double number(String key, double otherwise) {
    return value(key)
        .map(value -> {
          if (!value.isNumber()) {
            throw problem("'" + key + "' must be a number");
          }
          return value.asDouble();
        })
        .orElse(otherwise);
  }

  /** Reads a boolean, or gives a default. */
  public boolean flag(String key, boolean otherwise) {
    return value(key)
        .map(value -> {
          if (!value.isBoolean()) {
            throw problem("'" + key + "' must be true or false");
          }
          return value.asBoolean();
        })
        .orElse(otherwise);
  }

  /** Reads a list of texts; absent is empty. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(key)) {
      if (!item.isTextual()) {
        throw problem("'" + key + "' must be a list of strings");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  /**
   * Reads a list of maps; absent is empty. Each is named by its {@code name} or {@code target},
   * else by its place.
   */
  public List<Entity> entities(String key) {
    List<Entity> entities = new ArrayList<>();
    for (JsonNode item : list(key)) {
      String label =
          item.path("name")
              .asText(item.path("target").asText(Integer.toString(entities.size() + 1)));
      entities.add(new Entity(where + " > " + key + "[" + label + "]", item));
    }
    return entities;
  }

  /** Reads a map; absent is empty. */
  public Entity entity(String key) {
    return new Entity(
        where + " > " + key, value(key).orElseGet(JsonNodeFactory.instance::objectNode));
  }

  /** The map itself, for who reads it in another way; all its keys count as read. */
  public JsonNode json() {
    node.fieldNames().forEachRemaining(read::add);
    return node;
  }

  /**
   * Must be called once everything was read.
   *
   * @throws ConfigurationException when a key was not asked for
   */
  public void end() {
    node.fieldNames()
        .forEachRemaining(key -> {
          if (!read.contains(key)) {
            throw problem("the embedded gateway does not know '" + key + "'");
          }
        });
  }

  private JsonNode list(String key) {
    JsonNode list = value(key).orElseGet(JsonNodeFactory.instance::arrayNode);
    if (!list.isArray()) {
      throw problem("'" + key + "' must be a list");
    }
    return list;
  }

  private Optional<JsonNode> value(String key) {
    read.add(key);
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
  }
}

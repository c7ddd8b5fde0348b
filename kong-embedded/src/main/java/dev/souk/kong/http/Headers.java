package dev.souk.kong.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields in order; names are kept in lower case, since they are compared without regard to
 * case.
 */
public final class Headers {
  private record Field(String name, String value) {}

  private final List<Field> fields = new ArrayList<>();

  /** Makes a copy. */
  public static Headers copyOf(Headers other) {
    Headers copy = new Headers();
    copy.fields.addAll(other.fields);
    return copy;
  }

  /** Adds a field, beside others of its name. */
  public Headers add(String name, String value) {
    fields.add(new Field(name.toLowerCase(Locale.ROOT), value));
    return this;
  }

  /** Replaces all fields of this name by one. */
  public Headers set(String name, String value) {
    remove(name);
    return add(name, value);
  }

  /** Removes all fields of this name. */
  public Headers remove(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    fields.removeIf(field -> field.name().equals(key));
    return this;
  }

  /** Returns the first value of this name. */
  public Optional<String> first(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return fields.stream().filter(field -> field.name().equals(key)).map(Field::value).findFirst();
  }

  /** Returns all values of this name. */
  public List<String> all(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return fields.stream().filter(field -> field.name().equals(key)).map(Field::value).toList();
  }

  /** Tells whether a field of this name is there. */
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** Calls the action with each name and value, in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (Field field : List.copyOf(fields)) {
      action.accept(field.name(), field.value());
    }
  }
}

package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A change of a level item, put together from what each of its lines does. */
final class LevelUpdate {
  private final String sku;
  private final Map<String, Long> added = new LinkedHashMap<>();
  private final Map<String, String> set = new LinkedHashMap<>();
  private final List<String> removed = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Long> numbers = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  LevelUpdate(String sku) {
    this.sku = sku;
  }

  /** Adds to a figure; one that is not there counts as 0. */
  LevelUpdate add(String attribute, long amount) {
    added.merge(attribute, amount, Long::sum);
    return this;
  }

  /** Makes sure that a figure is there. */
  LevelUpdate zeroUnlessThere(String attribute) {
    set.put(attribute, "if_not_exists(#%s, %s)".formatted(attribute, value(0)));
    return this;
  }

  LevelUpdate set(String attribute, long number) {
    set.put(attribute, value(number));
    return this;
  }

  LevelUpdate set(String attribute, String text) {
    if (set.containsKey(attribute)) {
      return this;
    }
    String name = "t" + texts.size();
    texts.put(name, text);
    set.put(attribute, ":" + name);
    return this;
  }

  LevelUpdate remove(String attribute) {
    removed.add("#" + attribute);
    return this;
  }

  /** Refused unless the figure is there and compares so. */
  LevelUpdate require(String attribute, String comparison, long number) {
    conditions.add("#%s %s %s".formatted(attribute, comparison, value(number)));
    return this;
  }

  /** Refused unless the figure is that, or is 0 and not there. */
  LevelUpdate requireAs(String attribute, long number) {
    String equal = "#%s = %s".formatted(attribute, value(number));
    conditions.add(
        number == 0 ? "(attribute_not_exists(#%s) OR %s)".formatted(attribute, equal) : equal);
    return this;
  }

  /** Refused unless the attribute is there, or is not. */
  LevelUpdate requireThere(String attribute, boolean there) {
    conditions.add(
        "%s(#%s)".formatted(there ? "attribute_exists" : "attribute_not_exists", attribute));
    return this;
  }

  Write write() {
    List<String> clauses = new ArrayList<>();
    if (!set.isEmpty()) {
      clauses.add("SET " + joined(set));
    }
    if (!removed.isEmpty()) {
      clauses.add("REMOVE " + String.join(", ", removed));
    }
    if (!added.isEmpty()) {
      Map<String, String> amounts = new LinkedHashMap<>();
      added.forEach((attribute, amount) -> amounts.put(attribute, value(amount)));
      clauses.add(
          "ADD "
              + amounts.entrySet().stream()
                  .map(entry -> "#%s %s".formatted(entry.getKey(), entry.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    Write write = Write.update(InventoryTable.level(sku), String.join(" ", clauses));
    if (!conditions.isEmpty()) {
      write.when(String.join(" AND ", conditions));
    }
    numbers.forEach(write::with);
    texts.forEach(write::with);
    return write;
  }

  private static String joined(Map<String, String> assignments) {
    return assignments.entrySet().stream()
        .map(entry -> "#%s = %s".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String value(long number) {
    String name = "n" + numbers.size();
    numbers.put(name, number);
    return ":" + name;
  }
}

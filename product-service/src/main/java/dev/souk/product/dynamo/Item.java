package dev.souk.product.dynamo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads an item's attributes. An attribute that must be there and is not means a corrupt item:
 * {@link IllegalStateException}.
 *
 * @param attributes as DynamoDB has them
 */
public record Item(Map<String, AttributeValue> attributes) {

  /** A text. */
  public String text(String name) {
    return value(name).s();
  }

  /** A text, where there is one. */
  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }

  /** Whether there is such an attribute: older items lack newer ones. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** Whether it is so. */
  public boolean flag(String name) {
    return value(name).bool();
  }

  /** A number. */
  public long number(String name) {
    return Long.parseLong(value(name).n());
  }

  /** A number that fits an int. */
  public int integer(String name) {
    return Math.toIntExact(number(name));
  }

  /** Bytes. */
  public byte[] bytes(String name) {
    return value(name).b().asByteArray();
  }

  /** A time, kept in epoch milliseconds. */
  public Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    return value(name).l().stream().map(AttributeValue::s).toList();
  }

  /** A list of structures. */
  public List<Item> items(String name) {
    return value(name).l().stream().map(value -> new Item(value.m())).toList();
  }

  /** A structure of texts. */
  public Map<String, String> textMap(String name) {
    return value(name).m().entrySet().stream()
        .collect(
            java.util.stream.Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> entry.getValue().s()));
  }

  private AttributeValue value(String name) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("item without " + name + ": " + attributes.keySet());
    }
    return value;
  }
}

package dev.souk.product.dynamo;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes an item's attributes: every one explicitly, zeroes and empty texts too. */
public final class ItemBuilder {
  private final Map<String, AttributeValue> attributes = new HashMap<>();

  /** An item, or a structure inside one, without a key. */
  public static ItemBuilder structure() {
    return new ItemBuilder();
  }

  /** An item at the key. */
  public static ItemBuilder at(Key key) {
    ItemBuilder item = new ItemBuilder();
    item.attributes.putAll(key.attributes());
    return item;
  }

  /** Adds a text. */
  public ItemBuilder text(String name, String value) {
    return value(name, AttributeValue.fromS(value));
  }

  /** Adds a number. */
  public ItemBuilder number(String name, long value) {
    return value(name, AttributeValue.fromN(Long.toString(value)));
  }

  /** Adds whether it is so. */
  public ItemBuilder flag(String name, boolean value) {
    return value(name, AttributeValue.fromBool(value));
  }

  /** Adds bytes. */
  public ItemBuilder bytes(String name, byte[] value) {
    return value(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
  }

  /** Adds a time as epoch milliseconds. */
  public ItemBuilder instant(String name, Instant value) {
    return number(name, value.toEpochMilli());
  }

  /** Adds a list of texts. */
  public ItemBuilder texts(String name, List<String> values) {
    return value(name, AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
  }

  /** Adds a list of structures. */
  public ItemBuilder structures(String name, List<Map<String, AttributeValue>> values) {
    return value(name, AttributeValue.fromL(values.stream().map(AttributeValue::fromM).toList()));
  }

  /** Adds a structure of texts. */
  public ItemBuilder textMap(String name, Map<String, String> values) {
    Map<String, AttributeValue> structure = new HashMap<>();
    values.forEach((key, value) -> structure.put(key, AttributeValue.fromS(value)));
    return value(name, AttributeValue.fromM(structure));
  }

  /** The attributes. */
  public Map<String, AttributeValue> build() {
    return Map.copyOf(attributes);
  }

  private ItemBuilder value(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }
}

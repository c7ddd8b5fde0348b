package dev.souk.product.dynamo;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One change of a transaction. Expressions name attributes as {@code #name}, for many names are
 * reserved words of DynamoDB.
 */
public final class Write {
  private static final Pattern NAME = Pattern.compile("#(\\w+)");
  private static final String ABSENT = "attribute_not_exists(#pk)";
  private static final String PRESENT = "attribute_exists(#pk)";

  private enum Kind {
    PUT,
    UPDATE,
    DELETE,
    CHECK
  }

  private final Kind kind;
  private final Key key;
  private final Map<String, AttributeValue> item;
  private final Map<String, AttributeValue> values = new HashMap<>();
  private @Nullable String update;
  private @Nullable String condition;

  private Write(Kind kind, Key key, Map<String, AttributeValue> item) {
    this.kind = kind;
    this.key = key;
    this.item = item;
  }

  /** Puts an item, over the one that is there. */
  public static Write put(Key key, ItemBuilder item) {
    return new Write(Kind.PUT, key, item.build());
  }

  /** Puts an item where there is none. */
  public static Write create(Key key, ItemBuilder item) {
    return put(key, item).when(ABSENT);
  }

  /** Changes an item by an update expression; makes it where there is none. */
  public static Write update(Key key, String expression) {
    Write write = new Write(Kind.UPDATE, key, Map.of());
    write.update = expression;
    return write;
  }

  /** Removes an item. */
  public static Write delete(Key key) {
    return new Write(Kind.DELETE, key, Map.of());
  }

  /** Changes nothing, and refuses the transaction unless the condition holds. */
  public static Write check(Key key, String condition) {
    return new Write(Kind.CHECK, key, Map.of()).when(condition);
  }

  /** Changes nothing, and refuses the transaction unless there is an item. */
  public static Write checkPresent(Key key) {
    return check(key, PRESENT);
  }

  /** Refuses the transaction unless the condition holds. */
  public Write when(String condition) {
    this.condition = condition;
    return this;
  }

  /** A number that the expressions use, as {@code :name}. */
  public Write with(String name, long value) {
    values.put(":" + name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  /** A text that the expressions use, as {@code :name}. */
  public Write with(String name, String value) {
    values.put(":" + name, AttributeValue.fromS(value));
    return this;
  }

  Key key() {
    return key;
  }

  TransactWriteItem toTransactItem(String table) {
    Map<String, String> names = names();
    @Nullable Map<String, AttributeValue> bound = values.isEmpty() ? null : values;
    TransactWriteItem.Builder builder = TransactWriteItem.builder();
    switch (kind) {
      case PUT ->
          builder.put(put ->
              put.tableName(table)
                  .item(item)
                  .conditionExpression(condition)
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(bound));
      case UPDATE ->
          builder.update(change ->
              change
                  .tableName(table)
                  .key(key.attributes())
                  .updateExpression(update)
                  .conditionExpression(condition)
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(bound));
      case DELETE ->
          builder.delete(delete ->
              delete
                  .tableName(table)
                  .key(key.attributes())
                  .conditionExpression(condition)
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(bound));
      case CHECK ->
          builder.conditionCheck(check ->
              check
                  .tableName(table)
                  .key(key.attributes())
                  .conditionExpression(condition)
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(bound));
    }
    return builder.build();
  }

  private @Nullable Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    Matcher matcher = NAME.matcher(update + " " + condition);
    while (matcher.find()) {
      names.put(matcher.group(), matcher.group(1));
    }
    return names.isEmpty() ? null : names;
  }
}

package dev.souk.product.dynamo;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item stands.
 *
 * @param table the table's name after the prefix
 * @param partition the partition key
 * @param sort the sort key
 */
public record Key(String table, String partition, String sort) {
  private static final String PK = ProductsTable.PK;
  private static final String SK = ProductsTable.SK;

  /** The key as DynamoDB takes it. */
  public Map<String, AttributeValue> attributes() {
    return Map.of(PK, AttributeValue.fromS(partition), SK, AttributeValue.fromS(sort));
  }

  /** The key of an item that was read from a table. */
  static Key of(String table, Map<String, AttributeValue> item) {
    return new Key(table, item.get(PK).s(), item.get(SK).s());
  }
}

package dev.souk.product.dynamo;

import java.time.Instant;
import java.util.Locale;

/**
 * The keys of the operations table: imports and exports of products, their files in parts that fit
 * an item, and the rows that were refused. The README of the module draws the whole.
 */
public final class OperationsTable {
  /** The table's name after the prefix. */
  public static final String NAME = "operations";

  /** Partition key. */
  public static final String PK = "pk";

  /** Sort key. */
  public static final String SK = "sk";

  /** Epoch seconds after which DynamoDB may remove the item. */
  public static final String EXPIRE_AT = "expireAt";

  /** The partition of those that are under way. */
  public static final String PENDING = "PENDING";

  private static final String ONLY = "-";

  private OperationsTable() {}

  /** An operation. */
  public static Key operation(String operationId) {
    return new Key(NAME, "OPERATION#" + operationId, ONLY);
  }

  /** Says that an operation is under way. */
  public static Key pending(String operationId) {
    return new Key(NAME, PENDING, operationId);
  }

  /** What a user has under way; that there is one item makes it one operation. */
  public static Key underWay(String userId) {
    return new Key(NAME, "USER#" + userId, ONLY);
  }

  /** The partition of the file of an import. */
  public static String content(String operationId) {
    return "CONTENT#" + operationId;
  }

  /** The partition of a part of the file of an export. */
  public static String result(String operationId, int part) {
    return "RESULT#" + operationId + '#' + part;
  }

  /** The partition of the rows that an import refused. */
  public static String errors(String operationId) {
    return "ERRORS#" + operationId;
  }

  /** A chunk of a file. */
  public static Key chunk(String partition, int number) {
    return new Key(NAME, partition, String.format(Locale.ROOT, "%06d", number));
  }

  /** How the sort keys of the rows begin that a batch refused. */
  public static String batch(int batch) {
    return String.format(Locale.ROOT, "%08d#", batch);
  }

  /** Some rows that a batch refused. */
  public static Key errors(String operationId, int batch, int number) {
    return new Key(
        NAME, errors(operationId), batch(batch) + String.format(Locale.ROOT, "%05d", number));
  }

  /** When an item expires that is kept until then. */
  public static long expireAt(Instant time) {
    return time.getEpochSecond();
  }
}

package dev.souk.product.dynamo;

import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads whole tables. For audits: no request may cost what a table has grown to. */
public final class TableScan {
  private final DynamoDbClient client;
  private final String prefix;

  /** Reads tables whose names begin with the prefix. */
  public TableScan(DynamoDbClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  /** Every item of the table. */
  public Stream<Item> items(String table) {
    return client
        .scanPaginator(request -> request.tableName(prefix + table).consistentRead(true))
        .items()
        .stream()
        .map(Item::new);
  }
}

package dev.souk.local.verify;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.souk.cart.store.CartAudit;
import dev.souk.embedded.EmbeddedDynamoDb;
import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.local.ClosingStack;
import dev.souk.local.StackPorts;
import dev.souk.product.audit.ReviewAudit;
import dev.souk.product.audit.StockAudit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The stores of a running shop, to read from. This is the only place that opens several services'
 * stores at once, and it is an operator's tool.
 *
 * @param orders order-service's database
 * @param payments payment-service's database; beside it, in a schema of its own, the sandbox's
 *     books
 * @param stock product-service's inventory
 * @param reviews product-service's reviews
 * @param carts cart-service's carts and wishlists
 * @param orderEvents what was told about orders
 * @param people user-service's and auth-service's databases
 */
record LiveStores(
    Connection orders,
    Connection payments,
    StockAudit stock,
    ReviewAudit reviews,
    CartAudit carts,
    OrderEvents orderEvents,
    MongoClient people)
    implements AutoCloseable {
  /** How long a reservation may outlive its time: more than one sweep of product-service. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  static LiveStores open(StackPorts ports) throws SQLException {
    Connection orders = readOnly(EmbeddedPostgres.url(ports.postgres(), "souk_order"));
    return new LiveStores(
        orders,
        readOnly(EmbeddedPostgres.url(ports.postgres(), "souk_payment")),
        StockAudit.open(EmbeddedDynamoDb.settings(ports.dynamodb()), GRACE),
        ReviewAudit.open(EmbeddedDynamoDb.settings(ports.dynamodb())),
        CartAudit.open("redis://127.0.0.1:" + ports.redis()),
        new OrderEvents(orders, "127.0.0.1:" + ports.kafka()),
        MongoClients.create("mongodb://127.0.0.1:" + ports.mongodb()));
  }

  /** user-service's database. */
  MongoDatabase users() {
    return people.getDatabase("souk_user");
  }

  /** auth-service's database. */
  MongoDatabase sessions() {
    return people.getDatabase("souk_auth");
  }

  private static Connection readOnly(String url) throws SQLException {
    Connection connection =
        DriverManager.getConnection(url, EmbeddedPostgres.USER, EmbeddedPostgres.USER);
    connection.setReadOnly(true);
    return connection;
  }

  @Override
  public void close() {
    try (ClosingStack closing = new ClosingStack()) {
      closing.add(orders);
      closing.add(payments);
      closing.add(stock);
      closing.add(reviews);
      closing.add(carts);
      closing.add(people);
    }
  }
}

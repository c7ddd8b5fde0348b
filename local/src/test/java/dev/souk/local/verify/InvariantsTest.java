package dev.souk.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.souk.embedded.EmbeddedDynamoDb;
import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.config.Settings;
import dev.souk.local.RunningShop;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each invariant is broken once, behind the services' backs, and must then be named. */
class InvariantsTest {
  @TempDir private static Path home;
  private static RunningShop running;
  private static Buyer buyer;
  private static LiveStores stores;

  @BeforeAll
  static void start() throws IOException, SQLException {
    running = RunningShop.start(home);
    buyer = new Buyer(running.config());
    buyer.order(Buyer.SKU, 2);
    buyer.cancel(buyer.order(Buyer.SKU, 3));
    stores = LiveStores.open(running.config().ports());
  }

  @AfterAll
  static void stop() {
    stores.close();
    buyer.close();
    running.close();
  }

  @Test
  void a_sound_shop_breaks_none() throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    assertThat(Invariants.of(stores).broken(nowhere)).isEmpty();
    assertThat(CheckedOrder.all(stores.orders())).hasSize(2);
  }

  @Test
  void orders_go_to_their_buyers_as_the_stack_was_told() throws Exception {
    assertThat(
            Rows.of(
                stores.orders(),
                "select step from task join orders using (order_id) where kind = 'FULFILMENT' and state = 'PAID'",
                row -> row.getString(1)))
        .containsExactly("PICK");
  }

  @Test
  void stock_that_is_not_the_sum_of_its_ledger_is_named() {
    addToLevel(1);
    try {
      assertThat(new StockCheck(stores.stock()).violations())
          .anyMatch(v -> v.contains(Buyer.SKU) && v.contains("ledger"));
    } finally {
      addToLevel(-1);
    }
  }

  @Test
  void an_order_placed_by_two_keys_is_named() throws Exception {
    assertThat(
            broken(
                "souk_order",
                """
                insert into idempotency_key
                select caller, rpc, key || '-again', request_hash, order_id, null, create_time
                from idempotency_key where rpc like '%PlaceOrder'
                """,
                IdempotencyCheck::new))
        .anyMatch(v -> v.contains("was placed by 2 keys"));
  }

  @Test
  void books_that_differ_from_the_providers_are_named() throws Exception {
    assertThat(
            broken(
                "souk_payment",
                "update sandbox.authorization_hold set captured = captured - 1, refunded = 0",
                PaymentCheck::new))
        .anyMatch(v -> v.contains("the provider says"));
  }

  @Test
  void refunds_that_are_not_what_was_paid_back_are_named() throws Exception {
    assertThat(
            broken(
                "souk_order",
                "update refund set amount = amount - 1",
                orders -> new RefundCheck(orders, stores.payments())))
        .anyMatch(v -> v.contains("paid back were"));
    assertThat(
            broken(
                "souk_payment",
                "update payment_operation set amount = amount - 1 where kind = 'REFUND'",
                payments -> new RefundCheck(stores.orders(), payments)))
        .anyMatch(v -> v.contains("its refunds are"));
  }

  @Test
  void an_order_that_is_paid_back_in_full_and_still_to_be_sent_is_named() throws Exception {
    assertThat(
            broken(
                "souk_order",
                """
                insert into refund (refund_id, order_id, state, amount, reason, actor, create_time, settle_time)
                select 'ref_forged', order_id, 'SUCCEEDED', total, '', 'forger', now(), now()
                from orders where state = 'PAID'
                """,
                orders -> new RefundCheck(orders, stores.payments())))
        .anyMatch(v -> v.contains("is PAID, and all of it was paid back"));
  }

  @Test
  void an_illegal_step_of_an_order_is_named() throws Exception {
    assertThat(
            broken(
                "souk_order",
                "update order_history set state = 'DELIVERED' where state = 'PAID'",
                HistoryCheck::new))
        .anyMatch(v -> v.contains("from PENDING to DELIVERED"));
  }

  @Test
  void a_paid_order_without_money_units_and_event_is_named() throws Exception {
    assertThat(
            broken(
                "souk_order",
                """
                insert into orders
                select 'ord_forged', 'forged', user_id, 'PAID', 2, currency, subtotal, discount, shipping, tax,
                  tax_included, total, shipping_address, billing_address, 'pay_forged', create_time
                from orders limit 1;
                insert into order_item
                select 'ord_forged', position, sku, product_id, name, quantity, unit_price, line_total
                from order_item where order_id = (select min(order_id) from orders);
                insert into order_history values ('ord_forged', 2, 'PAID', 1, 'PENDING', now(), 'forger', '')
                """,
                orders ->
                    new PaidOrderCheck(
                        new LiveStores(
                            orders,
                            stores.payments(),
                            stores.stock(),
                            stores.reviews(),
                            stores.carts(),
                            stores.orderEvents(),
                            stores.people()))))
        .filteredOn(v -> v.contains("ord_forged"))
        .anyMatch(v -> v.contains("captured were 0"))
        .anyMatch(v -> v.contains("units are not committed"))
        .anyMatch(v -> v.contains("no event"));
  }

  @Test
  void an_order_that_was_sent_without_events_or_units_is_named() throws Exception {
    assertThat(
            broken(
                "souk_order",
                """
                insert into order_history
                select order_id, 3, 'PACKED', 2, 'PAID', now(), 'forger', '' from orders where state = 'PAID';
                update orders set state = 'PACKED', version = 3 where state = 'PAID';
                insert into order_history
                select order_id, 6, 'SHIPPED', 5, 'CANCELLED', now(), 'forger', '' from orders
                where state = 'CANCELLED';
                update orders set state = 'SHIPPED', carrier = 'DHL', tracking_number = '1'
                where state = 'CANCELLED'
                """,
                orders ->
                    new PaidOrderCheck(
                        new LiveStores(
                            orders,
                            stores.payments(),
                            stores.stock(),
                            stores.reviews(),
                            stores.carts(),
                            stores.orderEvents(),
                            stores.people()))))
        .anyMatch(v -> v.contains("was PACKED, no event"))
        .anyMatch(v -> v.contains("is SHIPPED, its units are not sold"));
  }

  @Test
  void a_rating_that_no_review_explains_is_named() {
    Key rating = ProductsTable.rating("prd_forged");
    dynamo((client, prefix) ->
        client.putItem(request ->
            request
                .tableName(prefix + ProductsTable.NAME)
                .item(ItemBuilder.at(rating).number("sum", 5).number("count", 1).build())));
    try {
      assertThat(new RatingCheck(stores.reviews()).violations())
          .containsExactly("product prd_forged: rated 5 by 1, its reviews say 0 by 0");
    } finally {
      dynamo((client, prefix) ->
          client.deleteItem(
              request -> request.tableName(prefix + ProductsTable.NAME).key(rating.attributes())));
    }
  }

  @Test
  void what_is_left_of_an_erased_user_is_named() throws Exception {
    String userId = buyerId();
    MongoDatabase users = stores.users();
    Document deletion =
        new Document("_id", "opn_forged")
            .append("kind", "DELETION")
            .append("state", "SUCCEEDED")
            .append("userId", userId);
    Document session =
        new Document("_id", "ses_forged")
            .append("userId", userId)
            .append("ipAddress", "203.0.113.7");
    var _ = users.getCollection("operations").insertOne(deletion);
    Document key = new Document("_id", "key_forged").append("userId", userId);
    var _ = stores.sessions().getCollection("sessions").insertOne(session);
    var _ = stores.sessions().getCollection("apiKeys").insertOne(key);
    try {
      assertThat(new ErasureCheck(stores).violations())
          .contains(
              "user " + userId + " is still identified",
              "user " + userId + " still has sessions with devices",
              "user " + userId + " still has API keys",
              "user " + userId + " still has a cart or a wishlist")
          .anyMatch(v -> v.endsWith("still names its buyer " + userId));
    } finally {
      var _ = users.getCollection("operations").deleteOne(Filters.eq("_id", "opn_forged"));
      var _ =
          stores.sessions().getCollection("sessions").deleteOne(Filters.eq("_id", "ses_forged"));
      var _ = stores.sessions().getCollection("apiKeys").deleteOne(Filters.eq("_id", "key_forged"));
    }
  }

  @Test
  void a_deleted_account_that_nobody_erases_is_named() throws Exception {
    var users = stores.users().getCollection("users");
    var _ = users.insertOne(new Document("_id", "usr_forged").append("state", "DELETED"));
    try {
      assertThat(new ErasureCheck(stores).violations())
          .containsExactly("user usr_forged is deleted, and nobody erases the rest");
    } finally {
      var _ = users.deleteOne(Filters.eq("_id", "usr_forged"));
    }
  }

  private static String buyerId() throws SQLException {
    return Rows.of(stores.orders(), "select distinct user_id from orders", row -> row.getString(1))
        .getFirst();
  }

  /** What a check says after a change that the database would refuse, and that is then undone. */
  private static Set<String> broken(String database, String change, CheckOf check)
      throws Exception {
    String url = EmbeddedPostgres.url(running.config().ports().postgres(), database);
    try (Connection connection = DriverManager.getConnection(url, EmbeddedPostgres.USER, "");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica"); // no triggers, no keys
      statement.execute(change);
      Set<String> violations = check.on(connection).violations();
      connection.rollback();
      return violations;
    }
  }

  private static void addToLevel(int units) {
    dynamo((client, prefix) ->
        client.updateItem(u ->
            u.tableName(prefix + InventoryTable.NAME)
                .key(InventoryTable.level(Buyer.SKU).attributes())
                .updateExpression("ADD onHand :units")
                .expressionAttributeValues(
                    Map.of(":units", AttributeValue.fromN(Integer.toString(units))))));
  }

  private static void dynamo(BiConsumer<DynamoDbClient, String> work) {
    Map<String, String> env = EmbeddedDynamoDb.settings(running.config().ports().dynamodb());
    DynamoConfig config = DynamoConfig.from(Settings.of(env));
    try (DynamoDbClient client = config.client()) {
      work.accept(client, config.tablePrefix());
    }
  }

  @FunctionalInterface
  private interface CheckOf {
    Check on(Connection connection);
  }
}

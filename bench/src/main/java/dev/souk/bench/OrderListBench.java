package dev.souk.bench;

import com.auth0.jwt.JWT;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.util.Timestamps;
import dev.souk.kit.id.Ids;
import dev.souk.order.v1.AdminOrderServiceGrpc;
import dev.souk.order.v1.AdminOrderServiceGrpc.AdminOrderServiceFutureStub;
import dev.souk.order.v1.ListAllOrdersRequest;
import dev.souk.order.v1.ListOrdersRequest;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceFutureStub;
import dev.souk.order.v1.OrderState;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * Pages of a buyer's orders and of all orders, among 1,000 and among a million ({@code
 * SOUK_BENCH_ORDERS}) that are loaded by COPY, and deleted afterwards. Every tenth is the buyer's.
 */
final class OrderListBench {
  private static final int SMALL = 1_000;
  private static final int BATCH = 20_000;
  private static final int CONCURRENCY = 4;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private final Connection database;
  private final String buyerId;
  private final OrderServiceFutureStub buyers;
  private final AdminOrderServiceFutureStub admins;

  private OrderListBench(
      Connection database,
      String buyerId,
      OrderServiceFutureStub buyers,
      AdminOrderServiceFutureStub admins) {
    this.database = database;
    this.buyerId = buyerId;
    this.buyers = buyers;
    this.admins = admins;
  }

  static void run() throws Exception {
    int large = Integer.parseInt(System.getenv().getOrDefault("SOUK_BENCH_ORDERS", "1000000"));
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel orders = Target.channel(Target.ORDER);
    String url = "jdbc:postgresql://127.0.0.1:" + Target.port(Target.POSTGRES) + "/souk_order";
    try (Connection database = DriverManager.getConnection(url, "postgres", "postgres")) {
      Buyer buyer = Buyer.register(auth);
      Buyer admin = Buyer.signIn(auth, "admin@souk.local", "demo-admin-password");
      new OrderListBench(
              database,
              JWT.decode(buyer.accessToken()).getSubject(),
              OrderServiceGrpc.newFutureStub(buyer.on(orders)),
              AdminOrderServiceGrpc.newFutureStub(admin.on(orders)))
          .compare(large);
    } finally {
      auth.shutdownNow();
      orders.shutdownNow();
    }
  }

  private void compare(int large) throws Exception {
    // The foreign keys and triggers of sales are beside the point of reading.
    execute("set session_replication_role = replica");
    try {
      load(0, SMALL);
      Map<String, Double> before = measure(SMALL);
      load(SMALL, large);
      Map<String, Double> after = measure(large);
      after.forEach((list, pages) ->
          Report.line(
              "%s among %,d orders: %.0f pages/s, %.2f of the time among 1,000 (target <= 1.5)",
              list, large, pages, before.getOrDefault(list, 0.0) / pages));
    } finally {
      for (String table : List.of("order_item", "order_history", "orders")) {
        execute(
            "delete from "
                + table
                + " where order_id in (select order_id from orders where"
                + " number like 'B-%')");
      }
    }
  }

  private Map<String, Double> measure(int orders) throws Exception {
    execute("vacuum (analyze) orders, order_item, order_history");
    Instant middle = at(orders / 2);
    ListAllOrdersRequest.Builder all = ListAllOrdersRequest.newBuilder();
    Map<String, Supplier<ListenableFuture<?>>> lists = new LinkedHashMap<>();
    lists.put("a buyer's newest", () -> buyers.listOrders(ListOrdersRequest.getDefaultInstance()));
    lists.put(
        "a buyer's of a state",
        () ->
            buyers.listOrders(
                ListOrdersRequest.newBuilder().setState(OrderState.ORDER_STATE_CANCELLED).build()));
    lists.put("all, the newest", () -> admins.listAllOrders(all.clone().build()));
    lists.put(
        "all of a state, from the midst on",
        () ->
            admins.listAllOrders(
                all.clone()
                    .setState(OrderState.ORDER_STATE_CANCELLED)
                    .setCreatedBefore(Timestamps.fromMillis(middle.toEpochMilli()))
                    .build()));
    lists.put(
        "a buyer's, by an admin",
        () -> admins.listAllOrders(all.clone().setBuyerId(buyerId).build()));
    Map<String, Median> medians = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<ListenableFuture<?>>> list : lists.entrySet()) {
      Load.throughput(list.getValue(), CONCURRENCY, WARM_UP);
      medians.put(list.getKey(), new Median());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Supplier<ListenableFuture<?>>> list : lists.entrySet()) {
        medians.get(list.getKey()).add(Load.throughput(list.getValue(), CONCURRENCY, ROUND));
      }
    }
    Map<String, Double> pages = new LinkedHashMap<>();
    medians.forEach((list, median) -> pages.put(list, median.value()));
    return pages;
  }

  private static Instant at(int order) {
    return FIRST.plus(BETWEEN.multipliedBy(order));
  }

  /** Loads the orders with these numbers, each of one line. */
  private void load(int from, int to) throws SQLException, IOException {
    for (int start = from; start < to; start += BATCH) {
      List<StringBuilder> tables = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        tables.add(new StringBuilder());
      }
      for (int i = start; i < Math.min(to, start + BATCH); i++) {
        add(tables, i);
      }
      copy(
          "orders (order_id, number, user_id, state, version, currency, subtotal, discount, shipping, tax, tax_included,"
              + " total, shipping_address, billing_address, payment_id, create_time)",
          tables.get(0));
      copy(
          "order_item (order_id, position, sku, product_id, name, quantity, unit_price, line_total)",
          tables.get(1));
      copy(
          "order_history (order_id, version, state, from_version, from_state, time, actor, reason)",
          tables.get(2));
    }
  }

  private void add(List<StringBuilder> tables, int i) {
    String id = Ids.floor("ord", at(i));
    String buyer = i % 10 == 0 ? buyerId : "usr_bench" + i % 5000;
    String state = i % 30 == 0 ? "CANCELLED" : "PAID";
    String address =
        "{\"recipient\":\"Bench\",\"line1\":\"1 High Street\",\"line2\":\"\",\"city\":\"London\","
            + "\"region\":\"\",\"postalCode\":\"SW1Y 4JH\",\"countryCode\":\"GB\",\"phone\":\"\"}";
    row(
        tables.get(0),
        id,
        "B-" + i,
        buyer,
        state,
        2,
        "GBP",
        1999,
        0,
        0,
        333,
        true,
        1999,
        address,
        address,
        "pay_" + i,
        at(i));
    row(tables.get(1), id, 0, "SKU-" + i % 1000, "prd_bench", "Hat", 1, 1999, 1999);
    row(tables.get(2), id, 1, "PENDING", "\\N", "\\N", at(i), buyer, "");
    row(tables.get(2), id, 2, state, 1, "PENDING", at(i), "bench", "");
  }

  private static void row(StringBuilder table, Object... values) {
    for (int i = 0; i < values.length; i++) {
      table.append(i == 0 ? "" : "\t").append(values[i]);
    }
    table.append('\n');
  }

  private void copy(String table, CharSequence rows) throws SQLException, IOException {
    database
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + table + " from stdin", new StringReader(rows.toString()));
  }

  private void execute(String statement) throws SQLException {
    try (Statement sql = database.createStatement()) {
      sql.execute(statement);
    }
  }
}

package dev.souk.bench;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * PlaceOrder, one at a time, against what its stores are asked for, sent raw and one after another.
 * PostgreSQL and Redis are asked how many transactions, rows and commands the orders took, less
 * what the shop does without orders; DynamoDB is sent two transactions (reserve, commit) and two
 * reads (the offers, twice).
 */
final class PlacementCost {
  private static final int ORDERS = 60;
  private static final int RAW_ROUNDS = 3;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String ROW = "x".repeat(300);

  private static final String[] DATABASES = {"souk_order", "souk_payment"};

  private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

  private PlacementCost() {}

  /** Places one order of what is in a buyer's cart; how long it took. */
  interface Placing {
    long nanos(Buyer buyer);
  }

  /** What the stores have done, in so many seconds. */
  private record Done(double commits, double rows, double commands, double seconds) {
    Done minus(Done before) {
      return new Done(
          commits - before.commits,
          rows - before.rows,
          commands - before.commands,
          seconds - before.seconds);
    }

    /** What is done in another time at the same pace. */
    Done in(double otherSeconds) {
      double times = otherSeconds / seconds;
      return new Done(commits * times, rows * times, commands * times, otherSeconds);
    }
  }

  static void measure(
      ManagedChannel auth, java.util.function.Consumer<Buyer> fillCart, Placing placing)
      throws Exception {
    List<Buyer> buyers = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      Buyer buyer = Buyer.register(auth);
      fillCart.accept(buyer);
      buyers.add(buyer);
    }
    try (Connection postgres = connect("postgres");
        RedisClient redis = redis()) {
      Done idle = doneDuring(postgres, redis, () -> {});
      Latencies[] times = new Latencies[1];
      Done busy =
          doneDuring(
              postgres,
              redis,
              () -> times[0] = Latencies.of(buyers.stream().map(placing::nanos).toList()));
      Done extra = busy.minus(idle.in(busy.seconds));
      double millis = times[0].percentileMillis(50);
      double raw =
          raw(perOrder(extra.commits), perOrder(extra.rows), perOrder(extra.commands), redis);
      Report.line(
          "PlaceOrder one at a time: p50 %.1f ms; its %d transactions and %d rows of PostgreSQL, %d"
              + " commands of Redis, 2 transactions and 2 reads of DynamoDB sent raw: p50 %.1f ms;"
              + " ratio %.2f (target <= 3)",
          millis,
          perOrder(extra.commits),
          perOrder(extra.rows),
          perOrder(extra.commands),
          raw,
          millis / raw);
    }
  }

  private static int perOrder(double count) {
    return (int) Math.max(0, Math.round(count / ORDERS));
  }

  private static Done doneDuring(Connection postgres, RedisClient redis, Runnable work)
      throws SQLException {
    CountedWork.await(postgres, DATABASES);
    Done before = done(postgres, redis);
    work.run();
    CountedWork.await(postgres, DATABASES);
    return done(postgres, redis).minus(before);
  }

  private static Done done(Connection postgres, RedisClient redis) throws SQLException {
    try (Statement statement = postgres.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select sum(xact_commit), sum(tup_inserted + tup_updated + tup_deleted)"
                    + " from pg_stat_database where datname in ('"
                    + String.join("', '", DATABASES)
                    + "')")) {
      if (!row.next()) {
        throw new IllegalStateException("PostgreSQL counts nothing");
      }
      long commands = 0;
      Matcher calls = CALLS.matcher(redis.info("commandstats"));
      while (calls.find()) {
        commands += calls.group(1).equals("info") ? 0 : Long.parseLong(calls.group(2));
      }
      return new Done(
          row.getLong(1), row.getLong(2), commands, System.nanoTime() / NANOS_PER_SECOND);
    }
  }

  private static double raw(int commits, int rows, int commands, RedisClient redis)
      throws Exception {
    try (ListeningExecutorService threads =
            MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor());
        RawStock stock = new RawStock(1, threads);
        Connection postgres = scratch()) {
      redis.set("bench:placement", ROW);
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < ORDERS * RAW_ROUNDS; i++) {
        long start = System.nanoTime();
        for (int transaction = 0; transaction < commits; transaction++) {
          int share = rows / commits + (transaction < rows % commits ? 1 : 0);
          write(postgres, share);
        }
        for (int command = 0; command < commands; command++) {
          redis.get("bench:placement");
        }
        for (int twice = 0; twice < 2; twice++) {
          stock.reserve(1).get();
          stock.read();
        }
        nanos.add(System.nanoTime() - start);
      }
      return Latencies.of(nanos).percentileMillis(50);
    }
  }

  private static void write(Connection postgres, int rows) throws SQLException {
    try (PreparedStatement insert =
        postgres.prepareStatement("insert into placement (content) values (?)")) {
      for (int row = 0; row < rows; row++) {
        insert.setString(1, ROW);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement read =
            postgres.prepareStatement("select content from placement where id = 1");
        ResultSet _ = read.executeQuery()) {
      postgres.commit();
    }
  }

  /** A database beside the shop's. */
  private static Connection scratch() throws SQLException {
    try (Connection postgres = connect("postgres");
        Statement statement = postgres.createStatement()) {
      statement.execute("drop database if exists bench");
      statement.execute("create database bench");
    }
    Connection scratch = connect("bench");
    try (Statement statement = scratch.createStatement()) {
      statement.execute(
          "create table placement (id bigint generated always as identity primary key, content text)");
    }
    scratch.setAutoCommit(false);
    return scratch;
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + Target.port(Target.POSTGRES) + "/" + database,
        "postgres",
        "postgres");
  }

  private static RedisClient redis() {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", Target.port(Target.REDIS)))
        .poolConfig(new ConnectionPoolConfig())
        .build();
  }
}
